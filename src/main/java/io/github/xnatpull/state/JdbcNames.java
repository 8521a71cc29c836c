package io.github.xnatpull.state;

import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.selection.FileNames;
import io.github.xnatpull.selection.Filter;
import io.github.xnatpull.selection.NameMatches;
import io.github.xnatpull.selection.RequestedName;
import io.github.xnatpull.selection.SessionContents;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.selection.UnmatchedNames;
import io.github.xnatpull.selection.UnmatchedNames.Looked;
import io.github.xnatpull.selection.UnmatchedNames.Open;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The names that the user gave and what answers to them, in {@code xp_unmatched}: names without a mark have no answer
 * on the server; those with one wait for the sessions to be looked at, in whatever attempt of the run that is.
 */
final class JdbcNames {
    /** Of each filter so many names are remembered, to tell the nearest. */
    private static final int REMEMBERED = 500;

    private static final String NOT_LOOKED = "not-looked";
    private static final String LISTED = "files-listed";
    private static final String NOT_LISTED = "files-not-listed";
    private static final Set<String> OF_THE_LOOK = Set.of(NOT_LOOKED, LISTED, NOT_LISTED);
    private final JdbcTemplate jdbc;
    private final Set<String> told = new HashSet<>();
    private final Map<String, Set<String>> remembered = new LinkedHashMap<>();
    private Optional<Long> known = Optional.empty();
    private boolean open;

    JdbcNames(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void store(long run, SessionList list) {
        List<Object[]> rows = new ArrayList<>();
        for (UnmatchedName row : list.names().unmatched()) {
            rows.add(new Object[] {
                run,
                rows.size(),
                Rows.cut(row.list(), 4000),
                row.line(),
                Rows.cut(row.value(), 4000),
                Rows.cut(row.project(), 4000),
                Rows.cut(row.reason(), 4000),
                row.kind(),
                Rows.cut(row.source(), 4000),
                Rows.cut(row.session(), 4000),
                null,
                "",
                false
            });
        }
        for (RequestedName name : list.names().open()) {
            rows.add(new Object[] {
                run,
                rows.size(),
                Rows.cut(name.list(), 4000),
                name.line(),
                Rows.cut(name.value(), 4000),
                Rows.cut(name.project(), 4000),
                "",
                name.kind(),
                Rows.cut(name.source(), 4000),
                Rows.cut(name.session(), 4000),
                Rows.cut(name.mark(), 4000),
                Rows.cut(name.row(), 4000),
                false
            });
        }
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(
                    "insert into xp_unmatched (run_id, seq, list, line, id_value, project, reason, kind, source, session_label,"
                            + " mark, row_mark, answered) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rows);
        }
        add(run, NOT_LOOKED, list.names().notLooked());
        known = Optional.empty();
    }

    /** Notes what sessions answer to. */
    void answers(long run, List<SessionPlan> block) {
        learn(run);
        for (SessionPlan plan : block) {
            plan.answers().blank().forEach((value, scans) -> add(run, value, scans));
        }
        if (!open) {
            return;
        }
        List<Object[]> answered = new ArrayList<>();
        List<Object[]> missed = new ArrayList<>();
        for (SessionPlan plan : block) {
            NameMatches answers = plan.answers();
            answers.answered().stream()
                    .filter(told::add)
                    .forEach(mark -> answered.add(new Object[] {run, Rows.cut(mark, 4000)}));
            answers.misses().forEach((mark, reason) -> {
                if (told.add("no " + mark)) {
                    missed.add(new Object[] {Rows.cut(reason, 4000), run, Rows.cut(mark, 4000)});
                }
            });
            answers.seen().forEach((filter, names) -> remember(run, filter, false, names));
            answers.passedOver().forEach((filter, names) -> remember(run, filter, true, names));
        }
        jdbc.batchUpdate("update xp_unmatched set answered = true where run_id = ? and mark = ?", answered);
        jdbc.batchUpdate("update xp_unmatched set reason = ? where run_id = ? and mark = ? and reason = ''", missed);
    }

    /** Notes what listings of files show; by many threads, each with its own news. */
    void learn(long run, FileNames.Learnt learnt) {
        for (String mark : learnt.answered()) {
            jdbc.update(
                    "update xp_unmatched set answered = true where run_id = ? and mark = ?", run, Rows.cut(mark, 4000));
        }
        for (String name : learnt.seen()) {
            String text = Rows.cut(name, 4000);
            Long before = jdbc.queryForObject(
                    "select count(*) from xp_seen where run_id = ? and filter = ? and passed_over = false and name = ?",
                    Long.class,
                    run,
                    Filter.FILE.name(),
                    text);
            if (before != null && before == 0) {
                jdbc.update(
                        "insert into xp_seen (run_id, filter, passed_over, name) values (?, ?, false, ?)",
                        run,
                        Filter.FILE.name(),
                        text);
            }
        }
    }

    List<RequestedName> openFiles(long run) {
        return waiting(run).stream()
                .map(Open::name)
                .filter(RequestedName::isOfFile)
                .toList();
    }

    void filesListed(long run, UnmatchedNames.ListedFiles listed) {
        jdbc.update("delete from xp_count where run_id = ? and name in (?, ?)", run, LISTED, NOT_LISTED);
        add(run, LISTED, listed.resources());
        add(run, NOT_LISTED, listed.others());
    }

    private void learn(long run) {
        if (known.equals(Optional.of(run))) {
            return;
        }
        known = Optional.of(run);
        told.clear();
        remembered.clear();
        open = count("select count(*) from xp_unmatched where run_id = ? and mark is not null", run) > 0;
        seen(run, false).forEach((filter, names) -> remembered.put(slot(filter, false), names));
        seen(run, true).forEach((filter, names) -> remembered.put(slot(filter, true), names));
    }

    private static String slot(Filter filter, boolean passedOver) {
        return filter.name() + passedOver;
    }

    private void remember(long run, Filter filter, boolean passedOver, Set<String> names) {
        Set<String> mine = remembered.computeIfAbsent(slot(filter, passedOver), any -> new TreeSet<>());
        List<Object[]> fresh = new ArrayList<>();
        for (String name : names) {
            String text = Rows.cut(name, 4000);
            if (mine.size() < REMEMBERED && mine.add(text)) {
                fresh.add(new Object[] {run, filter.name(), passedOver, text});
            }
        }
        jdbc.batchUpdate("insert into xp_seen (run_id, filter, passed_over, name) values (?, ?, ?, ?)", fresh);
    }

    private Map<Filter, Set<String>> seen(long run, boolean passedOver) {
        Map<Filter, Set<String>> seen = new EnumMap<>(Filter.class);
        jdbc.query(
                "select filter, name from xp_seen where run_id = ? and passed_over = ?",
                row -> {
                    seen.computeIfAbsent(Filter.valueOf(row.getString("filter")), any -> new TreeSet<>())
                            .add(row.getString("name"));
                },
                run,
                passedOver);
        return seen;
    }

    private void add(long run, String name, long amount) {
        if (amount > 0
                && jdbc.update(
                                "update xp_count set amount = amount + ? where run_id = ? and name = ?",
                                amount,
                                run,
                                name)
                        == 0) {
            jdbc.update("insert into xp_count (run_id, name, amount) values (?, ?, ?)", run, name, amount);
        }
    }

    /** How many scans were left out as a value of theirs is blank, by the name of that value. */
    Map<String, Long> blank(long run) {
        Map<String, Long> blank = new LinkedHashMap<>();
        jdbc.query(
                "select name, amount from xp_count where run_id = ? order by name",
                row -> {
                    if (!OF_THE_LOOK.contains(row.getString("name"))) {
                        blank.put(row.getString("name"), row.getLong("amount"));
                    }
                },
                run);
        return blank;
    }

    long countUnmatched(long run) {
        long certain = count("select count(*) from xp_unmatched where run_id = ? and mark is null", run);
        List<Open> waiting = waiting(run);
        return certain
                + (waiting.isEmpty() ? 0 : unanswered(run).unmatched(waiting).size());
    }

    List<UnmatchedName> unmatched(long run) {
        List<UnmatchedName> all = new ArrayList<>(jdbc.query(
                "select * from xp_unmatched where run_id = ? and mark is null order by seq",
                (row, index) -> new UnmatchedName(
                        Rows.text(row, "kind"),
                        source(row),
                        Rows.text(row, "list"),
                        row.getLong("line"),
                        Rows.text(row, "id_value"),
                        Rows.text(row, "project"),
                        Rows.text(row, "session_label"),
                        Rows.text(row, "reason")),
                run));
        List<Open> waiting = waiting(run);
        if (!waiting.isEmpty()) {
            all.addAll(unanswered(run).unmatched(waiting));
        }
        return all;
    }

    /** A run of an older version noted rows of lists only. */
    private static String source(ResultSet row) throws SQLException {
        String source = Rows.text(row, "source");
        return source.isEmpty() ? Rows.text(row, "list") + ":" + row.getLong("line") : source;
    }

    List<String> warnings(long run) {
        List<Open> waiting = waiting(run);
        return waiting.isEmpty() ? List.of() : unanswered(run).warnings(waiting);
    }

    /** Names that wait for an answer; none before every session was looked at. */
    private List<Open> waiting(long run) {
        return jdbc.query(
                "select u.* from xp_unmatched u join xp_run r on r.id = u.run_id where u.run_id = ? and r.frozen = true"
                        + " and u.mark is not null and u.answered = false order by u.seq",
                (row, index) -> new Open(
                        new RequestedName(
                                row.getString("mark"),
                                Rows.text(row, "row_mark"),
                                Rows.text(row, "kind"),
                                Rows.text(row, "source"),
                                Rows.text(row, "list"),
                                row.getLong("line"),
                                Rows.text(row, "id_value"),
                                Rows.text(row, "project"),
                                Rows.text(row, "session_label")),
                        Rows.text(row, "reason")),
                run);
    }

    private UnmatchedNames unanswered(long run) {
        long looked =
                count("select count(*) from xp_session where run_id = ? and planned = true and unlisted = false", run);
        String only = looked == 1
                ? jdbc.query(
                                "select * from xp_session where run_id = ? and planned = true and unlisted = false",
                                (row, index) -> SessionContents.name(Rows.session(row)),
                                run)
                        .get(0)
                : "";
        long sessions = count(
                "select count(*) from xp_session where run_id = ? and planned = true and unlisted = false"
                        + " and accession_id <> ''",
                run);
        long unlisted = count("select count(*) from xp_session where run_id = ? and unlisted = true", run);
        long listed = amount(run, LISTED);
        return new UnmatchedNames(
                seen(run, false),
                seen(run, true),
                new Looked(
                        looked,
                        sessions,
                        only,
                        unlisted,
                        amount(run, NOT_LOOKED),
                        listed == 0
                                ? Optional.empty()
                                : Optional.of(new UnmatchedNames.ListedFiles(listed, amount(run, NOT_LISTED)))));
    }

    private long amount(long run, String name) {
        return count("select coalesce(sum(amount), 0) from xp_count where run_id = ? and name = '" + name + "'", run);
    }

    private long count(String sql, long run) {
        Long value = jdbc.queryForObject(sql, Long.class, run);
        return value == null ? 0 : value;
    }
}
