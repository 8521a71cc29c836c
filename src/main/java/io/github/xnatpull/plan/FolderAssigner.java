package io.github.xnatpull.plan;

import io.github.xnatpull.layout.Layout;
import io.github.xnatpull.layout.PortableNames;
import io.github.xnatpull.ledger.Folders;
import io.github.xnatpull.xnat.SessionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Gives every planned resource its folder: the one it has, else one by the layout that nobody else has. Used by one
 * thread at a time, in the plan's transaction.
 */
public final class FolderAssigner {
    private static final int MOST_TOLD = 10;

    private final Layout layout;
    private final Folders folders;
    private final boolean archivesOnly;
    private final Consumer<String> tell;
    private int told;

    /**
     * @param archivesOnly whether each resource is kept as one zip, which then stands in its folder's place
     * @param tell hears which folders bear an id more than the layout gives them
     */
    public FolderAssigner(Layout layout, Folders folders, boolean archivesOnly, Consumer<String> tell) {
        this.tell = tell;
        this.layout = layout;
        this.folders = folders;
        this.archivesOnly = archivesOnly;
    }

    /** The plan with folders. */
    public SessionPlan assign(SessionPlan plan) {
        if (plan.items().isEmpty()) {
            return plan;
        }
        String session = sessionFolder(plan.session());
        List<PlanItem> items = new ArrayList<>();
        for (PlanItem item : plan.items()) {
            items.add(
                    !item.folder().isEmpty()
                            ? item
                            : item.in(
                                    plan.apart().contains(item.key())
                                            ? apart(session, item)
                                            : resourceFolder(session, item)));
        }
        return plan.with(items);
    }

    private String sessionFolder(SessionRow session) {
        List<String> candidates = layout.sessionFolders(session);
        return candidates.isEmpty()
                ? ""
                : folders.claim(Folders.sessionOwner(session.project(), session.accessionId()), candidates);
    }

    private String apart(String sessionFolder, PlanItem item) {
        tell(item);
        return folders.claim(Folders.resourceOwner(item.key()), layout.foldersApart(sessionFolder, place(item)));
    }

    private String claim(PlanItem item, List<String> candidates) {
        String folder = folders.claim(Folders.resourceOwner(item.key()), candidates);
        if (!folder.equals(candidates.get(0))) {
            tell(item);
        }
        return folder;
    }

    private void tell(PlanItem item) {
        told++;
        if (told <= MOST_TOLD) {
            tell.accept(
                    "The layout gives " + item.display() + " the place of another resource: its folder bears its id, "
                            + item.address().resourceId() + ".");
        } else if (told == MOST_TOLD + 1) {
            tell.accept(
                    "Further resources whose folders bear their ids are not told one by one; the manifest has the paths.");
        }
    }

    private String resourceFolder(String sessionFolder, PlanItem item) {
        List<String> candidates = layout.resourceFolders(sessionFolder, place(item));
        if (layout.ownsFolder()) {
            String folder = claim(item, candidates);
            return archivesOnly ? layout.archive(folder) : folder;
        }
        return archivesOnly ? claim(item, archives(candidates.get(0), item)) : candidates.get(0);
    }

    /** Where resources share a folder, their zips lie in it side by side. */
    private List<String> archives(String folder, PlanItem item) {
        String id = item.address().resourceId();
        String label = item.label().isEmpty() ? id : item.label();
        return Stream.of(label, label + "_" + id)
                .map(name -> layout.archive(folder + "/" + PortableNames.of(name)))
                .toList();
    }

    /** The facts of an item that name its folder. */
    static Layout.Place place(PlanItem item) {
        return new Layout.Place(
                item.session(),
                item.key().level(),
                item.key().partId(),
                item.key().inOut(),
                item.scan(),
                item.assessorLabel(),
                item.address().resourceId(),
                item.sharesLabel() ? item.label() + "_" + item.address().resourceId() : item.label());
    }
}
