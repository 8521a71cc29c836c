package io.github.xnatpull.state;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.xnat.SessionRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** What reports read, in pages by their order: HSQLDB holds whole results in memory. */
public final class JdbcRunRecords implements RunRecords {
    private static final int PAGE = 1000;
    private final JdbcTemplate jdbc;
    private final Runs runs;
    private final String destination;
    private final String usingIndex;
    private final Map<String, Long> ids = new ConcurrentHashMap<>();

    /** @param destination as people know it, for the reports */
    public JdbcRunRecords(StateDatabase state, String destination) {
        this.destination = destination;
        this.jdbc = state.jdbc();
        this.usingIndex = state.usingIndex();
        this.runs = new JdbcRuns(state);
    }

    private long id(String run) {
        return ids.computeIfAbsent(run, name -> JdbcRuns.id(jdbc, name));
    }

    @Override
    public RunFacts facts(String run) {
        RunInfo info = runs.find(run).orElseThrow(() -> new IllegalStateException("no run is called " + run));
        List<Attempt> attempts = jdbc.query(
                "select * from xp_attempt where run_id = ? order by attempt",
                (row, index) -> {
                    long ended = row.getLong("ended_at");
                    Optional<Instant> endedAt =
                            row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended));
                    String end = row.getString("ended");
                    return new Attempt(
                            Instant.ofEpochMilli(row.getLong("started_at")), endedAt, end == null ? "" : end);
                },
                id(run));
        return new RunFacts(
                run,
                info.jobName(),
                info.server(),
                destination,
                info.startedAt(),
                attempts,
                info.planned(),
                bytesMoved(run));
    }

    private long bytesMoved(String run) {
        Long sum = jdbc.queryForObject(
                "select coalesce(sum(bytes_moved), 0) from xp_item where run_id = ?", Long.class, id(run));
        return sum == null ? 0 : sum;
    }

    @Override
    public void resources(String run, Consumer<ResourceRecord> each) {
        pages(
                // The page first, by its index alone; joined to the rest afterwards.
                "select " + Rows.ITEM
                        + " from (select k.run_id, k.number from xp_item k where k.run_id = ? and k.sort_key >= ?"
                        + " and (k.sort_key > ? or k.number > ?) order by k.run_id, k.sort_key, k.number limit " + PAGE
                        + usingIndex + ") p"
                        + " join xp_item i on i.run_id = p.run_id and i.number = p.number"
                        + Rows.ITEM_JOINS + " order by i.sort_key, i.number",
                run,
                row -> new Keyed<>(row.getString("sort_key"), row.getLong("number"), resource(row)),
                each);
    }

    private static ResourceRecord resource(ResultSet row) throws SQLException {
        String status = row.getString("status");
        String code = row.getString("code");
        String message = row.getString("message");
        // What was planned as unchanged has no listing in this run: expected is what its last listing said.
        String listed = Status.UNCHANGED.word().equals(status) && row.getObject("files_expected") == null ? "l_" : "";
        return new ResourceRecord(
                Rows.item(row),
                status == null ? Status.NOT_ATTEMPTED : Status.of(status),
                row.getInt("tries"),
                Rows.number(row, listed + "files_expected"),
                Rows.number(row, listed + "bytes_expected"),
                Rows.joinedLedger(row),
                code == null ? "" : code,
                message == null ? "" : message,
                TextMap.read(Rows.text(row, "s_extras")));
    }

    @Override
    public void sessions(String run, Consumer<SessionRecord> each) {
        long id = id(run);
        pages(
                "select * from xp_session where run_id = ? and accession_id <> '' and sort_key >= ? and (sort_key > ? or ord > ?)"
                        + " order by run_id, sort_key, ord limit " + PAGE + usingIndex,
                run,
                row -> new Keyed<>(row.getString("sort_key"), row.getLong("ord"), session(row)),
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
        long[] bytes = new long[1];
        jdbc.query(
                "select coalesce(i.status, 'not-attempted') as st, count(*) as n, sum(coalesce(l.bytes, 0)) as total from xp_item i"
                        + " left join xp_ledger l on l.project = i.project and l.accession_id = i.accession_id and l.level = i.level"
                        + " and l.part_id = i.part_id and l.in_out = i.in_out and l.name = i.name"
                        + " where i.run_id = ? and i.project = ? and i.accession_id = ? group by coalesce(i.status, 'not-attempted')",
                row -> {
                    counts[Status.of(row.getString("st")).ordinal()] = row.getLong("n");
                    bytes[0] += row.getLong("total");
                },
                id,
                stored.session().project(),
                stored.session().accessionId());
        return new SessionRecord(
                stored.session(), stored.listed(), grouped(counts), bytes[0], stored.note(), stored.planned());
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
        return jdbc.query(
                "select * from xp_file_fault where run_id = ? and number = ? order by seq",
                (row, index) -> fault(row),
                id(run),
                item.number());
    }

    private static FileFault fault(ResultSet row) throws SQLException {
        return new FileFault(
                row.getString("file"),
                row.getString("path"),
                Rows.number(row, "bytes"),
                Rows.number(row, "bytes_expected"),
                row.getString("md5"),
                row.getString("md5_expected"),
                FaultCode.of(row.getString("code")).orElse(FaultCode.INTERNAL),
                row.getString("message"));
    }

    @Override
    public List<String> listColumns(String run) {
        return jdbc.query(
                        "select list_columns from xp_run where run = ?",
                        (row, index) -> TextMap.readList(Rows.text(row, "list_columns")),
                        run)
                .get(0);
    }

    @Override
    public void unmatched(String run, Consumer<UnmatchedRow> each) {
        new JdbcNames(jdbc)
                .unmatched(id(run))
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
    public Map<String, Long> blankValues(String run) {
        return new JdbcNames(jdbc).blank(id(run));
    }

    /** Reads page by page, each after the last key of the one before. */
    private <T> void pages(String sql, String run, RowReader<Keyed<T>> reader, Consumer<T> each) {
        long id = id(run);
        String key = "";
        long number = -1;
        while (true) {
            List<Keyed<T>> page =
                    new ArrayList<>(jdbc.query(sql, (row, index) -> reader.read(row), id, key, key, number));
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
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
