package io.github.xnatpull.state;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.ResourceKeys;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.plan.SortKey;
import io.github.xnatpull.selection.FileNames;
import io.github.xnatpull.selection.FilteredRow;
import io.github.xnatpull.selection.RequestedName;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.selection.UnmatchedNames;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.SessionRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** The plan in tables {@code xp_session}, {@code xp_item} and {@code xp_slice}. */
public final class JdbcPlanStore implements PlanStore {
    static final String OPEN = "(i.status is null or i.status in ('failed', 'not-attempted'))";
    private static final int DELETE_BLOCK = 20_000;
    private final StateDatabase state;
    private final JdbcTemplate jdbc;
    private final String usingIndex;
    private final SliceCutter cutter;
    private final SliceItems slices;
    private final JdbcNames names;
    private final Map<String, Long> ids = new ConcurrentHashMap<>();

    public JdbcPlanStore(StateDatabase state) {
        this.state = state;
        this.jdbc = state.jdbc();
        this.usingIndex = state.usingIndex();
        this.cutter = new SliceCutter(state);
        this.slices = new SliceItems(state);
        this.names = new JdbcNames(jdbc);
    }

    private long id(String run) {
        return ids.computeIfAbsent(run, name -> JdbcRuns.id(jdbc, name));
    }

    @Override
    public boolean hasSessions(String run) {
        return count("select count(*) from xp_run where id = ? and sessions >= 0", id(run)) > 0;
    }

    @Override
    public void storeSessions(String run, SessionList list) {
        long id = id(run);
        List<Object[]> rows = new ArrayList<>();
        long position = 0;
        for (ListedSession listed : list.sessions()) {
            SessionRow row = listed.session();
            rows.add(new Object[] {
                id,
                ++position,
                row.project(),
                row.accessionId(),
                row.label(),
                row.subjectId(),
                row.subjectLabel(),
                row.owner(),
                row.xsiType(),
                row.date(),
                row.insertDate(),
                row.lastModified(),
                SortKey.of(row),
                FilteredRow.encoded(listed.rows()),
                TextMap.write(listed.extras())
            });
        }
        jdbc.batchUpdate(
                "insert into xp_session (run_id, ord, project, accession_id, label, subject_id, subject_label, owner, xsi_type,"
                        + " session_date, insert_date, last_modified, sort_key, narrowing, extras, planned, unlisted, scans, resources, excluded, note)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, false, 0, 0, 0, '')",
                rows);
        names.store(id, list);
        jdbc.update(
                "update xp_run set sessions = ?, only_here = ?, list_columns = ? where id = ?",
                list.count(),
                list.onlyHere(),
                TextMap.writeList(list.listColumns()),
                id);
    }

    @Override
    public long unmatchedRows(String run) {
        return names.countUnmatched(id(run));
    }

    @Override
    public List<UnmatchedName> unmatched(String run) {
        return names.unmatched(id(run));
    }

    @Override
    public void learn(String run, FileNames.Learnt learnt) {
        names.learn(id(run), learnt);
    }

    @Override
    public List<RequestedName> openFiles(String run) {
        return names.openFiles(id(run));
    }

    @Override
    public void filesListed(String run, UnmatchedNames.ListedFiles listed) {
        names.filesListed(id(run), listed);
    }

    @Override
    public List<String> idleExclusions(String run) {
        return names.warnings(id(run));
    }

    @Override
    public Map<String, Long> blankValues(String run) {
        return names.blank(id(run));
    }

    @Override
    public List<ListedSession> sessions(String run, long after, int limit) {
        return state.aside(() -> jdbc.query(
                "select * from xp_session where run_id = ? and ord > ? order by run_id, ord limit ?" + usingIndex,
                (row, index) -> listed(row),
                id(run),
                after,
                limit));
    }

    private static ListedSession listed(ResultSet row) throws SQLException {
        return new ListedSession(
                row.getLong("ord"),
                Rows.session(row),
                FilteredRow.decoded(Rows.text(row, "narrowing")),
                TextMap.read(Rows.text(row, "extras")));
    }

    @Override
    public long plannedUpTo(String run) {
        return count("select coalesce(max(ord), 0) from xp_session where run_id = ? and planned = true", id(run));
    }

    @Override
    public Counts counts(String run) {
        long id = id(run);
        return new Counts(
                count("select count(*) from xp_session where run_id = ? and accession_id <> ''", id),
                count("select count(*) from xp_session where run_id = ? and accession_id <> '' and planned = true", id),
                count("select count(*) from xp_item where run_id = ?", id),
                count("select coalesce(sum(size_hint), 0) from xp_item where run_id = ?", id));
    }

    @Override
    public void add(String run, List<SessionPlan> block) {
        long id = id(run);
        long number = lastNumber(id);
        List<Object[]> items = new ArrayList<>();
        List<Object[]> unlisted = new ArrayList<>();
        long onlyHere = 0;
        for (SessionPlan plan : block) {
            SessionRow session = plan.session();
            int stored = jdbc.update(
                    "update xp_session set planned = true, unlisted = ?, scans = ?, resources = ?, excluded = ?, note = ? where run_id = ? and ord = ?",
                    plan.unlisted().filter(why -> why.status() == Status.FAILED).isPresent(),
                    plan.listed().scans(),
                    plan.listed().resources(),
                    plan.listed().excluded(),
                    plan.note(),
                    id,
                    plan.position());
            if (stored != 1) {
                // Such a session would stay unplanned, and the run would end without it.
                throw new IllegalStateException("no session stands at position " + plan.position() + " of run " + run);
            }
            jdbc.update(
                    "delete from xp_item where run_id = ? and project = ? and accession_id = ? and action = 'LIST'",
                    id,
                    session.project(),
                    ResourceKeys.idOf(session));
            for (PlanItem item : plan.items()) {
                items.add(values(id, ++number, plan.position(), item));
            }
            if (plan.unlisted().isPresent()) {
                unlisted.add(placeOf(
                        id, ++number, plan.position(), session, plan.unlisted().get()));
            }
            onlyHere += plan.onlyHere();
        }
        jdbc.batchUpdate(
                "insert into xp_item (run_id, number, session_ord, project, accession_id, level, part_id, in_out, name, label,"
                        + " resource_id, subject_id, folder, action, count_hint, size_hint, scan_type, scan_quality, scan_xsi,"
                        + " scan_description, assessor_type, assessor_label, sort_key, status, tries)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                items);
        jdbc.batchUpdate(
                "insert into xp_item (run_id, number, session_ord, project, accession_id, level, part_id, in_out, name, label,"
                        + " resource_id, subject_id, folder, action, sort_key, status, tries, code, message, scan_type,"
                        + " scan_quality, scan_xsi, scan_description, assessor_type, assessor_label)"
                        + " values (?, ?, ?, ?, ?, ?, '', '', '', '', '', ?, '', 'LIST', ?, ?, 1, ?, ?, '', '', '', '', '', '')",
                unlisted);
        jdbc.update("update xp_run set only_here = only_here + ? where id = ?", onlyHere, id);
        names.answers(id, block);
    }

    /** A row that stands for all that a session may have: it is failed or gone like a resource, and is in no slice. */
    private static Object[] placeOf(
            long run, long number, long position, SessionRow session, SessionPlan.Unlisted why) {
        Level level = !session.accessionId().isEmpty()
                ? Level.SESSION
                : session.subjectId().isEmpty() ? Level.PROJECT : Level.SUBJECT;
        return new Object[] {
            run,
            number,
            position,
            session.project(),
            ResourceKeys.idOf(session),
            level.word(),
            session.subjectId(),
            SortKey.of(session),
            why.status().word(),
            why.code().id(),
            Rows.cut(why.because(), 4000)
        };
    }

    @Override
    public List<ListedSession> unlistedSessions(String run, long after, int limit) {
        return jdbc.query(
                "select * from xp_session where run_id = ? and ord > ? and unlisted = true order by run_id, ord limit ?"
                        + usingIndex,
                (row, index) -> listed(row),
                id(run),
                after,
                limit);
    }

    @Override
    public boolean hasUnslicedItems(String run) {
        return count(
                        "select count(*) from (select number from xp_item where run_id = ? and number > (select coalesce(max(last_number), 0)"
                                + " from xp_slice where run_id = ?) and action in ('FETCH', 'CHECK') limit 1)",
                        id(run),
                        id(run))
                > 0;
    }

    /** By the end of the index: max() would walk over every row of the run, and that for each block. */
    private long lastNumber(long id) {
        return jdbc
                .queryForList(
                        "select number from xp_item where run_id = ? order by run_id desc, number desc limit 1"
                                + usingIndex,
                        Long.class,
                        id)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    private static Object[] values(long run, long number, long position, PlanItem item) {
        return new Object[] {
            run,
            number,
            position,
            item.key().project(),
            item.key().accessionId(),
            item.key().level().word(),
            item.key().partId(),
            item.key().inOut().word(),
            item.key().name(),
            item.label(),
            item.address().resourceId(),
            item.address().subjectId(),
            item.folder(),
            item.action().name(),
            Rows.nullable(item.hints().count()),
            Rows.nullable(item.hints().size()),
            item.scan().type(),
            item.scan().quality(),
            item.scan().xsiType(),
            item.scan().seriesDescription(),
            item.assessorType(),
            item.assessorLabel(),
            SortKey.of(item),
            item.action() == Action.UNCHANGED ? Status.UNCHANGED.word() : null
        };
    }

    @Override
    public boolean isFrozen(String run) {
        return count("select count(*) from xp_run where id = ? and frozen = true", id(run)) > 0;
    }

    @Override
    public void freeze(String run, int transfers) {
        long id = id(run);
        cutter.cut(id, transfers);
        jdbc.update("update xp_run set frozen = true where id = ?", id);
    }

    @Override
    public List<String> slices(String run) {
        return jdbc.query(
                "select slice from xp_slice where run_id = ? order by slice",
                (row, index) -> SliceCutter.name(row.getInt("slice")),
                id(run));
    }

    @Override
    public List<OpenItem> openItems(String run, String slice, long after, int limit) {
        return state.aside(() -> slices.openItems(id(run), SliceCutter.number(slice), after, limit));
    }

    @Override
    public OpenItem item(String run, long number) {
        return state.aside(() -> jdbc.query(
                        "select " + Rows.ITEM + Rows.ITEM_FROM + " where i.run_id = ? and i.number = ?",
                        (row, index) -> new OpenItem(Rows.item(row), Rows.joinedLedger(row)),
                        id(run),
                        number)
                .get(0));
    }

    @Override
    public void record(String run, PlanItem item, Outcome outcome) {
        long id = id(run);
        jdbc.update(
                "update xp_item set status = ?, tries = tries + ?, files_expected = ?, bytes_expected = ?, bytes_moved ="
                        + " coalesce(bytes_moved, 0) + ?, code = ?, message = ? where run_id = ? and number = ?",
                outcome.status().word(),
                outcome.tries(),
                outcome.extent().filesExpected(),
                Rows.nullable(outcome.extent().bytesExpected()),
                outcome.bytesMoved(),
                outcome.code().map(code -> code.id()).orElse(""),
                Rows.cut(outcome.message(), 4000),
                id,
                item.number());
        jdbc.update("delete from xp_file_fault where run_id = ? and number = ?", id, item.number());
        List<Object[]> faults = new ArrayList<>();
        for (Outcome.FileFault fault : outcome.fileFaults()) {
            faults.add(new Object[] {
                id,
                item.number(),
                faults.size(),
                Rows.cut(fault.file(), 4000),
                Rows.cut(fault.path(), 4000),
                Rows.nullable(fault.bytes()),
                Rows.nullable(fault.bytesExpected()),
                fault.md5(),
                fault.md5Expected(),
                fault.code().id(),
                Rows.cut(fault.message(), 4000)
            });
        }
        if (!faults.isEmpty()) {
            jdbc.batchUpdate(
                    "insert into xp_file_fault (run_id, number, seq, file, path, bytes, bytes_expected, md5, md5_expected,"
                            + " code, message) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    faults);
        }
    }

    @Override
    public void accept(String run, long number, String reason) {
        jdbc.update(
                "update xp_item set status = ?, message = substr(coalesce(message, '') || ?, 1, 4000) where run_id = ? and number = ?",
                Status.KNOWN_GAP.word(),
                Rows.cut(" (known gap: " + reason + ")", 400),
                id(run),
                number);
    }

    @Override
    public void countTries(String run, long number, int tries, long bytesMoved) {
        jdbc.update(
                "update xp_item set tries = tries + ?, bytes_moved = coalesce(bytes_moved, 0) + ? where run_id = ? and number = ?",
                tries,
                bytesMoved,
                id(run),
                number);
    }

    @Override
    public Work work(String run) {
        long id = id(run);
        return new Work(
                count("select count(*) from xp_item where run_id = ? and action in ('FETCH', 'CHECK')", id),
                count(
                        "select coalesce(sum(i.size_hint), 0) from xp_item i where i.run_id = ? and i.action in ('FETCH', 'CHECK') and "
                                + OPEN,
                        id),
                count(
                        "select count(*) from xp_item i where i.run_id = ? and i.action in ('FETCH', 'CHECK') and not "
                                + OPEN,
                        id),
                count(
                        "select coalesce(sum(i.size_hint), 0) from xp_item i where i.run_id = ? and i.action in ('FETCH', 'CHECK')"
                                + " and not " + OPEN,
                        id));
    }

    @Override
    public Map<Status, Long> statusCounts(String run) {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        jdbc.query(
                "select coalesce(status, 'not-attempted') as st, count(*) as n from xp_item where run_id = ? group by coalesce(status, 'not-attempted')",
                row -> {
                    counts.put(Status.of(row.getString("st")), row.getLong("n"));
                },
                id(run));
        return counts;
    }

    @Override
    public Set<Long> unfinishedItems(String run, String project, String accessionId) {
        return new HashSet<>(jdbc.queryForList(
                "select number from xp_item where run_id = ? and project = ? and accession_id = ?"
                        + " and (status is null or status = 'not-attempted')",
                Long.class,
                id(run),
                project,
                accessionId));
    }

    @Override
    public SessionTotals sessionTotals(String run, String project, String accessionId) {
        return jdbc.query(
                        "select sum(case when i.status = 'landed' then 1 else 0 end) as landed,"
                                + " sum(case when i.status in ('failed', 'gone', 'incomplete', 'conflict') then 1 else 0 end) as failed,"
                                + " sum(coalesce(i.bytes_moved, 0)) as moved"
                                + " from xp_item i where i.run_id = ? and i.project = ? and i.accession_id = ?",
                        (row, index) ->
                                new SessionTotals(row.getLong("landed"), row.getLong("failed"), row.getLong("moved")),
                        id(run),
                        project,
                        accessionId)
                .get(0);
    }

    @Override
    public void forget(String run) {
        long id = id(run);
        forget("xp_file_fault", "number", id);
        forget("xp_item", "number", id);
        forget("xp_slice", "slice", id);
        forget("xp_unmatched", "seq", id);
        jdbc.update("delete from xp_seen where run_id = ?", id);
        jdbc.update("delete from xp_count where run_id = ?", id);
        // Last: as long as it has sessions, the plan is not forgotten yet.
        forget("xp_session", "ord", id);
    }

    /** In blocks: one transaction over a million rows would not fit into a small heap. */
    private void forget(String table, String column, long run) {
        long last = count("select coalesce(max(" + column + "), 0) from " + table + " where run_id = ?", run);
        for (long block = DELETE_BLOCK; block < last + DELETE_BLOCK; block += DELETE_BLOCK) {
            long upTo = block;
            state.transactions()
                    .executeWithoutResult(transaction -> jdbc.update(
                            "delete from " + table + " where run_id = ? and " + column + " <= ?", run, upTo));
        }
    }

    private long count(String sql, Object... arguments) {
        Long value = jdbc.queryForObject(sql, Long.class, arguments);
        return value == null ? 0 : value;
    }
}
