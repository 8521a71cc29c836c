package io.github.xnatpull.state;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore.OpenItem;
import io.github.xnatpull.plan.PlanStore.SessionTotals;
import io.github.xnatpull.plan.PlanStore.Work;
import io.github.xnatpull.plan.ResourceKeys;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.plan.SortKey;
import io.github.xnatpull.selection.Recheck;
import io.github.xnatpull.xnat.SessionRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The items of a plan, and what became of them, in tables {@code xp_item} and {@code xp_file_fault}, by the number of the
 * run. Read page by page along an index: HSQLDB holds whole results in memory.
 */
final class StoredItems {
    private static final RowMapper<OpenItem> WITH_LEDGER_ROW =
            (row, index) -> new OpenItem(Rows.item(row), Rows.joinedLedger(row));

    private final StateDatabase state;
    private final Statements sql;

    StoredItems(StateDatabase state) {
        this.state = state;
        this.sql = state.statements("items");
    }

    /** Stores what a block of sessions needs; gives items their numbers, behind those that are there. */
    void add(long run, List<SessionPlan> block) {
        long number = lastNumber(run);
        List<Numbered<PlanItem>> items = new ArrayList<>();
        List<Numbered<SessionPlan>> unlisted = new ArrayList<>();
        for (SessionPlan plan : block) {
            sql.of("delete-unlisted")
                    .param("run", run)
                    .param("project", plan.session().project())
                    .param("accessionId", ResourceKeys.idOf(plan.session()))
                    .update();
            for (PlanItem item : plan.items()) {
                items.add(new Numbered<>(++number, plan.position(), item));
            }
            if (plan.unlisted().isPresent()) {
                unlisted.add(new Numbered<>(++number, plan.position(), plan));
            }
        }
        sql.batch("insert", items, item -> itemValues(run, item));
        sql.batch("insert-unlisted", unlisted, plan -> unlistedValues(run, plan));
    }

    private static SqlParameterSource itemValues(long run, Numbered<PlanItem> numbered) {
        PlanItem item = numbered.value();
        return new MapSqlParameterSource()
                .addValue("run", run)
                .addValue("number", numbered.number())
                .addValue("position", numbered.position())
                .addValue("project", item.key().project())
                .addValue("accessionId", item.key().accessionId())
                .addValue("level", item.key().level().word())
                .addValue("partId", item.key().partId())
                .addValue("inOut", item.key().inOut().word())
                .addValue("name", item.key().name())
                .addValue("label", item.label())
                .addValue("resourceId", item.address().resourceId())
                .addValue("subjectId", item.address().subjectId())
                .addValue("folder", item.folder())
                .addValue("action", item.action().name())
                .addValue("countHint", Rows.nullable(item.hints().count()))
                .addValue("sizeHint", Rows.nullable(item.hints().size()))
                .addValue("scanType", item.scan().type())
                .addValue("scanQuality", item.scan().quality())
                .addValue("scanXsi", item.scan().xsiType())
                .addValue("scanDescription", item.scan().seriesDescription())
                .addValue("assessorType", item.assessorType())
                .addValue("assessorLabel", item.assessorLabel())
                .addValue("sortKey", SortKey.of(item))
                .addValue("status", item.action() == Action.UNCHANGED ? Status.UNCHANGED.word() : null);
    }

    /** A row that stands for all that a session may have: it is failed or gone like a resource, and is in no slice. */
    private static SqlParameterSource unlistedValues(long run, Numbered<SessionPlan> numbered) {
        SessionRow session = numbered.value().session();
        SessionPlan.Unlisted why = numbered.value().unlisted().orElseThrow();
        return new MapSqlParameterSource()
                .addValue("run", run)
                .addValue("number", numbered.number())
                .addValue("position", numbered.position())
                .addValue("project", session.project())
                .addValue("accessionId", ResourceKeys.idOf(session))
                .addValue("level", session.ownLevel().word())
                .addValue("subjectId", session.subjectId())
                .addValue("sortKey", SortKey.of(session))
                .addValue("status", why.status().word())
                .addValue("code", why.code().id())
                .addValue("message", Rows.cut(why.because(), 4000));
    }

    private long lastNumber(long run) {
        return sql.of("last-number")
                .param("run", run)
                .query((row, index) -> row.getLong(1))
                .optional()
                .orElse(0L);
    }

    long count(long run) {
        return sql.number("count", run);
    }

    long sumOfHints(long run) {
        return sql.number("sum-of-hints", run);
    }

    OpenItem item(long run, long number) {
        return of("item", run, number).query(WITH_LEDGER_ROW).single();
    }

    /**
     * Gives of what looks unchanged those sessions their turn to be compared that were so longest ago.
     *
     * @return how many resources that are
     */
    long chooseComparisons(long run, Recheck recheck) {
        List<Unchanged> sessions = sql.of("unchanged-sessions")
                .param("run", run)
                .query((row, index) -> new Unchanged(
                        row.getLong("session_ord"),
                        row.getString("project"),
                        row.getString("accession_id"),
                        row.getLong("files")))
                .list();
        long budget =
                recheck.budget(sessions.stream().mapToLong(Unchanged::files).sum());
        long files = 0;
        long chosen = 0;
        for (Unchanged session : sessions) {
            if (files >= budget) {
                break;
            }
            files += session.files();
            chosen += ofSession("compare", run, session.project(), session.accessionId())
                    .param("position", session.position())
                    .update();
        }
        return chosen;
    }

    /** A session of which something looks unchanged, and how many files that is. */
    private record Unchanged(long position, String project, String accessionId, long files) {}

    /** Items without a final outcome in the range of a slice, but for those that are slices of their own. */
    List<OpenItem> open(long run, int slice, StoredSlices.Bounds bounds, long after, int limit) {
        JdbcClient.StatementSpec open =
                bounds.compares() ? sql.of("open-to-compare") : sql.of("open").param("slice", slice);
        return open.param("run", run)
                .param("after", Math.max(after, bounds.first() - 1))
                .param("last", bounds.last())
                .param("limit", limit)
                .query(WITH_LEDGER_ROW)
                .list();
    }

    /** Pages in the order of the reports. */
    <T> List<T> inOrder(long run, String afterKey, long afterNumber, int limit, RowMapper<T> mapper) {
        return sql.pageBySortKey(run, afterKey, afterNumber, limit, mapper);
    }

    void record(long run, long number, Outcome outcome) {
        of("record", run, number)
                .param("status", outcome.status().word())
                .param("tries", outcome.tries())
                .param("filesExpected", outcome.extent().filesExpected())
                .param("bytesExpected", Rows.nullable(outcome.extent().bytesExpected()))
                .param("bytesMoved", outcome.bytesMoved())
                .param("code", outcome.code().map(FaultCode::id).orElse(""))
                .param("message", Rows.cut(outcome.message(), 4000))
                .update();
        of("delete-file-faults", run, number).update();
        List<Numbered<FileFault>> faults = new ArrayList<>();
        for (FileFault fault : outcome.fileFaults()) {
            faults.add(new Numbered<>(number, faults.size(), fault));
        }
        sql.batch("insert-file-fault", faults, fault -> faultValues(run, fault));
    }

    private static SqlParameterSource faultValues(long run, Numbered<FileFault> numbered) {
        FileFault fault = numbered.value();
        return new MapSqlParameterSource()
                .addValue("run", run)
                .addValue("number", numbered.number())
                .addValue("seq", numbered.position())
                .addValue("file", Rows.cut(fault.file(), 4000))
                .addValue("path", Rows.cut(fault.path(), 4000))
                .addValue("bytes", Rows.nullable(fault.bytes()))
                .addValue("bytesExpected", Rows.nullable(fault.bytesExpected()))
                .addValue("md5", fault.md5())
                .addValue("md5Expected", fault.md5Expected())
                .addValue("code", fault.code().id())
                .addValue("message", Rows.cut(fault.message(), 4000));
    }

    List<FileFault> fileFaults(long run, long number) {
        return of("file-faults", run, number)
                .query((row, index) -> new FileFault(
                        row.getString("file"),
                        row.getString("path"),
                        Rows.number(row, "bytes"),
                        Rows.number(row, "bytes_expected"),
                        row.getString("md5"),
                        row.getString("md5_expected"),
                        FaultCode.of(row.getString("code")).orElse(FaultCode.INTERNAL),
                        row.getString("message")))
                .list();
    }

    void accept(long run, long number, String reason) {
        of("accept", run, number)
                .param("status", Status.KNOWN_GAP.word())
                .param("reason", Rows.cut(" (known gap: " + reason + ")", 400))
                .update();
    }

    void countTries(long run, long number, int tries, long bytesMoved) {
        of("count-tries", run, number)
                .param("tries", tries)
                .param("bytesMoved", bytesMoved)
                .update();
    }

    private JdbcClient.StatementSpec of(String statement, long run, long number) {
        return sql.of(statement).param("run", run).param("number", number);
    }

    Work work(long run) {
        return sql.of("work")
                .param("run", run)
                .query((row, index) -> new Work(
                        row.getLong("items"),
                        row.getLong("hinted_open"),
                        row.getLong("done"),
                        row.getLong("hinted_done")))
                .single();
    }

    Map<Status, Long> statusCounts(long run) {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        sql.of("status-counts").param("run", run).query(row -> {
            counts.put(Status.of(row.getString("st")), row.getLong("n"));
        });
        return counts;
    }

    Set<Long> unfinished(long run, String project, String accessionId) {
        return new HashSet<>(ofSession("unfinished", run, project, accessionId)
                .query((row, index) -> row.getLong(1))
                .list());
    }

    SessionTotals sessionTotals(long run, String project, String accessionId) {
        return ofSession("session-totals", run, project, accessionId)
                .query((row, index) ->
                        new SessionTotals(row.getLong("landed"), row.getLong("failed"), row.getLong("moved")))
                .single();
    }

    /** How many items of a session have each status, and the bytes that are here of them. */
    List<StatusCount> statusCounts(long run, SessionRow session) {
        return ofSession("status-counts-of-session", run, session.project(), session.accessionId())
                .query((row, index) ->
                        new StatusCount(Status.of(row.getString("st")), row.getLong("n"), row.getLong("total")))
                .list();
    }

    private JdbcClient.StatementSpec ofSession(String statement, long run, String project, String accessionId) {
        return sql.of(statement).param("run", run).param("project", project).param("accessionId", accessionId);
    }

    long bytesMoved(long run) {
        return sql.number("bytes-moved", run);
    }

    void forget(long run) {
        state.deleteInBlocks(sql, "last-with-file-fault", "delete-all-file-faults", run);
        state.deleteInBlocks(lastNumber(run), sql, "delete", run);
    }

    /** How many items of a session have a status. */
    record StatusCount(Status status, long count, long bytes) {}

    /** Something with its number in the plan, and the position of its session or its own below that number. */
    private record Numbered<T>(long number, long position, T value) {}
}
