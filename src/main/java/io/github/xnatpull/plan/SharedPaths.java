package io.github.xnatpull.plan;

import io.github.xnatpull.layout.Layout;
import io.github.xnatpull.layout.SharedFolders;
import io.github.xnatpull.layout.TakenPaths;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Where a layout gives resources no folder of their own, finds those whose files would lie at the same path, before anything
 * is fetched: by a listing a resource that has not landed yet, under such layouts only. The run that begins a destination is
 * refused then; later on the newcomer gets a folder of its own. Safe for many threads.
 */
public final class SharedPaths implements UnaryOperator<SessionPlan> {
    private final Layout layout;
    private final XnatCatalogue catalogue;
    private final Selector selector;
    private final Ledger ledger;
    private final Function<LedgerRow, Optional<Receipt>> receipts;
    private final boolean begins;
    private final SharedFolders everywhere;
    private final TakenPaths newcomers = new TakenPaths();
    private final Map<String, Set<String>> landedIn = new ConcurrentHashMap<>();

    /**
     * @param receipts of what landed, as far as they can be read
     * @param begins whether the run begins the destination, or gives it another layout
     */
    public SharedPaths(
            Layout layout,
            XnatCatalogue catalogue,
            Selector selector,
            Ledger ledger,
            Function<LedgerRow, Optional<Receipt>> receipts,
            boolean begins) {
        this.layout = layout;
        this.selector = selector;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.receipts = receipts;
        this.begins = begins;
        this.everywhere = SharedFolders.ofHeap(Runtime.getRuntime().maxMemory());
    }

    /**
     * The plan, with the newcomers that need a folder of their own.
     *
     * @throws io.github.xnatpull.fault.Fault {@code NAME_COLLISION} where a path is another resource's already, in the run that
     *     begins the destination
     */
    @Override
    public SessionPlan apply(SessionPlan plan) {
        if (layout.ownsFolder()) {
            return plan;
        }
        if (begins) {
            refuse(plan);
            return plan;
        }
        return withApart(plan);
    }

    private void refuse(SessionPlan plan) {
        // A session's folder, where there is one, is its alone: who is given which, only the plan's writer knows.
        List<String> own = layout.sessionFolders(plan.session());
        boolean alone = !own.isEmpty();
        // Then nobody else's files can be in their way, and they are forgotten with the session.
        SharedFolders taken = alone ? SharedFolders.ofHeap(Runtime.getRuntime().maxMemory()) : everywhere;
        String session = alone ? standIn(plan) : "";
        for (PlanItem item : plan.items()) {
            String folder = item.folder().isEmpty() || alone ? shared(session, item) : item.folder();
            // What people read is the folder that the session gets where it is the first to want it.
            String shown = alone ? shared(own.get(0), item) : folder;
            SharedFolders.Source source =
                    taken.source(item.display() + " (resource " + item.address().resourceId() + ")");
            catalogue.files(item.address(), file -> {
                if (selector.file(file.path())) { // what is left out takes nobody's place
                    source.add(folder, shown, file.path());
                }
            });
        }
    }

    private static String standIn(SessionPlan plan) {
        return plan.session().project() + "/" + plan.session().accessionId();
    }

    private String shared(String session, PlanItem item) {
        return layout.resourceFolders(session, FolderAssigner.place(item)).get(0);
    }

    /** The files that are wanted; what is left out takes nobody's place. */
    private List<String> files(PlanItem item) {
        List<String> files = new ArrayList<>();
        catalogue.files(item.address(), file -> {
            if (selector.file(file.path())) {
                files.add(file.path());
            }
        });
        return files;
    }

    private SessionPlan withApart(SessionPlan plan) {
        if (plan.items().stream().noneMatch(item -> item.folder().isEmpty())) {
            return plan;
        }
        List<LedgerRow> siblings = ledger.ofSession(plan.session().project(), ResourceKeys.idOf(plan.session()));
        boolean alone = !layout.sessionFolders(plan.session()).isEmpty();
        String session = alone
                ? siblings.stream()
                        .flatMap(row -> layout.sessionFolderAt(row.folder()).stream())
                        .findFirst()
                        .orElseGet(() -> standIn(plan))
                : "";
        Set<String> landed = alone ? paths(siblings) : Set.of();
        Set<ResourceKey> apart = new HashSet<>();
        for (PlanItem item : plan.items()) {
            if (item.folder().isEmpty()) {
                String folder = shared(session, item);
                Set<String> before =
                        alone ? landed : landedIn.computeIfAbsent(folder, any -> paths(ledger.inFolder(folder)));
                if (!newcomers.take(folder, files(item), before)) {
                    apart.add(item.key());
                }
            }
        }
        return apart.isEmpty() ? plan : plan.apart(apart);
    }

    /** Where the files of these lie. */
    private Set<String> paths(List<LedgerRow> rows) {
        Set<String> paths = new HashSet<>();
        for (LedgerRow row : rows) {
            receipts.apply(row).ifPresent(receipt -> receipt.files()
                    .forEach(file -> paths.add(TakenPaths.path(receipt.folder(), file.path()))));
        }
        return paths;
    }
}
