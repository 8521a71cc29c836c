package io.github.xnatpull.run;

import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.PlanStore.OpenItem;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.selection.ListFile.ListRow;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.xnat.ResourceRow;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an attempt tries of its run's open items: all, or those that a list names, a {@code failures.csv} or any other
 * list of sessions. What it does not name stays open.
 */
public final class ItemFilter {
    /** Every open item. */
    public static final ItemFilter ALL = new ItemFilter(Optional.empty(), "");

    private static final int PAGE = 1000;
    private static final int LINES_TOLD = 10;
    private final Optional<SessionLists> list;
    private final String name;

    private ItemFilter(Optional<SessionLists> list, String name) {
        this.list = list;
        this.name = name;
    }

    /**
     * What a list names.
     *
     * @throws io.github.xnatpull.fault.Fault {@code CSV_UNREADABLE}, {@code CSV_COLUMN}
     */
    public static ItemFilter of(ListSource source) {
        Selection selection =
                Selection.builder().sessionList(Optional.of(source)).build();
        return new ItemFilter(Optional.of(SessionLists.read(selection, ListOpener.ofProcess())), source.place());
    }

    public boolean isAll() {
        return list.isEmpty();
    }

    /** The list that names them; empty where all are tried. */
    public Optional<String> place() {
        return list.map(lists -> name);
    }

    public boolean test(PlanItem item) {
        return list.isEmpty() || !rows(list.get(), item).isEmpty();
    }

    private static List<ListRow> rows(SessionLists lists, PlanItem item) {
        ResourceRow resource = new ResourceRow(
                item.key().level(),
                item.key().partId(),
                item.key().inOut(),
                item.address().resourceId(),
                item.label(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                "",
                "");
        return lists.rowsNaming(item.session(), item.scan(), resource);
    }

    /** How many open items there are to try, all told to the observer: also rows that name none. */
    public long count(PlanStore plan, String run, RunObserver observer) {
        SessionLists lists = list.orElseThrow();
        Set<Long> lines = new HashSet<>();
        long open = 0;
        long named = 0;
        for (String slice : plan.slices(run)) {
            List<OpenItem> page = plan.openItems(run, slice, 0, PAGE);
            while (!page.isEmpty()) {
                for (OpenItem item : page) {
                    List<ListRow> rows = rows(lists, item.item());
                    rows.forEach(row -> lines.add(row.line()));
                    named += rows.isEmpty() ? 0 : 1;
                    open++;
                }
                page = plan.openItems(
                        run, slice, page.get(page.size() - 1).item().number(), PAGE);
            }
        }
        observer.notice("Only what " + name + " names is tried: " + named + " of " + open
                + " open resources; the others stay as they are.");
        tellIdle(lists, lines, observer);
        return named;
    }

    private static void tellIdle(SessionLists lists, Set<Long> lines, RunObserver observer) {
        List<Long> idle = lists.files().stream()
                .flatMap(file -> file.rows().stream())
                .map(ListRow::line)
                .filter(line -> !lines.contains(line))
                .toList();
        if (!idle.isEmpty()) {
            String some = idle.stream().limit(LINES_TOLD).map(String::valueOf).collect(Collectors.joining(", "));
            observer.notice(idle.size() + " of its rows name nothing that is open in this run (line " + some
                    + (idle.size() > LINES_TOLD ? ", …" : "") + ").");
        }
    }
}
