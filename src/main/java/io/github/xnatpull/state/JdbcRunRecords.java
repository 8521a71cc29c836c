package io.github.xnatpull.state;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.plan.ShrunkProject;
import io.github.xnatpull.xnat.SessionRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.jdbc.core.RowMapper;

/** What reports read, in pages by their order: HSQLDB holds whole results in memory. */
public final class JdbcRunRecords implements RunRecords {
    private static final int PAGE = 1000;
    private final Statements sql;
    private final RunIds ids;
    private final Runs runs;
    private final StoredSessions sessions;
    private final StoredItems items;
    private final JdbcNames names;
    private final StoredProjects projects;
    private final String destination;

    /** @param destination as people know it, for the reports */
    public JdbcRunRecords(StateDatabase state, String destination) {
        this.sql = state.statements("runs");
        this.ids = new RunIds(state);
        this.runs = new JdbcRuns(state);
        this.sessions = new StoredSessions(state);
        this.items = new StoredItems(state);
        this.names = new JdbcNames(state);
        this.projects = new StoredProjects(state);
        this.destination = destination;
    }

    @Override
    public RunFacts facts(String run) {
        RunInfo info = runs.find(run).orElseThrow(() -> new IllegalStateException("no run is called " + run));
        long id = ids.of(run);
        List<Attempt> attempts = sql.of("attempts")
                .param("run", id)
                .query((row, index) -> new Attempt(
                        Instant.ofEpochMilli(row.getLong("started_at")),
                        Rows.instant(row, "ended_at"),
                        Rows.text(row, "ended")))
                .list();
        return new RunFacts(
                run,
                info.jobName(),
                info.server(),
                destination,
                info.startedAt(),
                attempts,
                info.planned(),
                items.bytesMoved(id));
    }

    @Override
    public void resources(String run, Consumer<ResourceRecord> each) {
        long id = ids.of(run);
        RowMapper<Keyed<ResourceRecord>> mapper =
                (row, index) -> new Keyed<>(row.getString("sort_key"), row.getLong("number"), resource(row));
        pages((key, number) -> items.inOrder(id, key, number, PAGE, mapper), each);
    }

    private static ResourceRecord resource(ResultSet row) throws SQLException {
        String status = row.getString("status");
        // What was planned as unchanged has no listing in this run: expected is what its last listing said.
        String listed = Status.UNCHANGED.word().equals(status) && row.getObject("files_expected") == null ? "l_" : "";
        return new ResourceRecord(
                Rows.item(row),
                status == null ? Status.NOT_ATTEMPTED : Status.of(status),
                row.getInt("tries"),
                Rows.number(row, listed + "files_expected"),
                Rows.number(row, listed + "bytes_expected"),
                Rows.joinedLedger(row),
                Rows.text(row, "code"),
                Rows.text(row, "message"),
                TextMap.read(Rows.text(row, "s_extras")));
    }

    @Override
    public void sessions(String run, Consumer<SessionRecord> each) {
        long id = ids.of(run);
        RowMapper<Keyed<Stored>> mapper =
                (row, index) -> new Keyed<>(row.getString("sort_key"), row.getLong("ord"), session(row));
        pages(
                (key, number) -> sessions.inOrder(id, key, number, PAGE, mapper),
                stored -> each.accept(counted(id, stored)));
    }

    private static Stored session(ResultSet row) throws SQLException {
        return new Stored(
                Rows.session(row),
                new SessionPlan.Listed(row.getLong("scans"), row.getLong("resources"), row.getLong("excluded")),
                row.getString("note"),
                row.getBoolean("planned"));
    }

    private SessionRecord counted(long id, Stored stored) {
        long[] counts = new long[Status.values().length];
        long bytes = 0;
        for (StoredItems.StatusCount found : items.statusCounts(id, stored.session())) {
            counts[found.status().ordinal()] = found.count();
            bytes += found.bytes();
        }
        return new SessionRecord(
                stored.session(), stored.listed(), grouped(counts), bytes, stored.note(), stored.planned());
    }

    /** @param counts by the ordinal of the status */
    private static Counts grouped(long[] counts) {
        return new Counts(
                counts[Status.LANDED.ordinal()],
                counts[Status.UNCHANGED.ordinal()],
                counts[Status.EMPTY.ordinal()],
                counts[Status.INCOMPLETE.ordinal()],
                counts[Status.FAILED.ordinal()] + counts[Status.GONE.ordinal()] + counts[Status.CONFLICT.ordinal()],
                counts[Status.NOT_ATTEMPTED.ordinal()],
                counts[Status.KNOWN_GAP.ordinal()]);
    }

    @Override
    public List<FileFault> fileFaults(String run, PlanItem item) {
        return items.fileFaults(ids.of(run), item.number());
    }

    @Override
    public List<String> listColumns(String run) {
        return sql.of("list-columns")
                .param("run", run)
                .query((row, index) -> TextMap.readList(Rows.text(row, "list_columns")))
                .single();
    }

    @Override
    public void unmatched(String run, Consumer<UnmatchedRow> each) {
        names.unmatched(ids.of(run))
                .forEach(one -> each.accept(new UnmatchedRow(
                        one.source(),
                        one.kind(),
                        one.value(),
                        one.project(),
                        one.session(),
                        one.reason(),
                        one.list(),
                        one.line())));
    }

    @Override
    public List<ShrunkProject> shrunkProjects(String run) {
        return projects.shrunk(ids.of(run));
    }

    @Override
    public Map<String, Long> blankValues(String run) {
        return names.blank(ids.of(run));
    }

    /** Reads page by page, each after the last key of the one before. */
    private static <T> void pages(Page<T> pages, Consumer<T> each) {
        String key = "";
        long number = -1;
        while (true) {
            List<Keyed<T>> page = pages.after(key, number);
            for (Keyed<T> found : page) {
                each.accept(found.record());
            }
            if (page.size() < PAGE) {
                return;
            }
            key = page.get(page.size() - 1).key();
            number = page.get(page.size() - 1).number();
        }
    }

    private record Keyed<T>(String key, long number, T record) {}

    private record Stored(SessionRow session, SessionPlan.Listed listed, String note, boolean planned) {}

    @FunctionalInterface
    private interface Page<T> {
        List<Keyed<T>> after(String key, long number);
    }
}
