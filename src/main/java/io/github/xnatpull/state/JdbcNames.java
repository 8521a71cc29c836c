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
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

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
    private final StateDatabase state;
    private final Statements sql;
    private final Set<String> told = new HashSet<>();
    private final Map<String, Set<String>> remembered = new LinkedHashMap<>();
    private Optional<Long> known = Optional.empty();
    private boolean open;

    JdbcNames(StateDatabase state) {
        this.state = state;
        this.sql = state.statements("names");
    }

    void store(long run, SessionList list) {
        List<SqlParameterSource> rows = new ArrayList<>();
        for (UnmatchedName name : list.names().unmatched()) {
            rows.add(values(run, rows.size(), name).addValue("mark", null).addValue("row", ""));
        }
        for (RequestedName name : list.names().open()) {
            rows.add(values(run, rows.size(), name.unmatched(""))
                    .addValue("mark", Rows.cut(name.mark(), 4000))
                    .addValue("row", Rows.cut(name.row(), 4000)));
        }
        sql.batch("insert", rows, row -> row);
        add(run, NOT_LOOKED, list.names().notLooked());
        known = Optional.empty();
    }

    private static MapSqlParameterSource values(long run, long seq, UnmatchedName name) {
        return new MapSqlParameterSource()
                .addValue("run", run)
                .addValue("seq", seq)
                .addValue("list", Rows.cut(name.list(), 4000))
                .addValue("line", name.line())
                .addValue("value", Rows.cut(name.value(), 4000))
                .addValue("project", Rows.cut(name.project(), 4000))
                .addValue("reason", Rows.cut(name.reason(), 4000))
                .addValue("kind", name.kind())
                .addValue("source", Rows.cut(name.source(), 4000))
                .addValue("session", Rows.cut(name.session(), 4000));
    }

    private static MapSqlParameterSource mark(long run, String mark) {
        return new MapSqlParameterSource().addValue("run", run).addValue("mark", Rows.cut(mark, 4000));
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
        List<String> answered = new ArrayList<>();
        Map<String, String> missed = new LinkedHashMap<>();
        for (SessionPlan plan : block) {
            NameMatches answers = plan.answers();
            answers.answered().stream().filter(told::add).forEach(answered::add);
            answers.misses().forEach((mark, reason) -> {
                if (told.add("no " + mark)) {
                    missed.put(mark, reason);
                }
            });
            answers.seen().forEach((filter, names) -> remember(run, filter, false, names));
            answers.passedOver().forEach((filter, names) -> remember(run, filter, true, names));
        }
        sql.batch("answered", answered, mark -> mark(run, mark));
        sql.batch("missed", List.copyOf(missed.entrySet()), miss -> mark(run, miss.getKey())
                .addValue("reason", Rows.cut(miss.getValue(), 4000)));
    }

    /** Notes what listings of files show; by many threads, each with its own news. */
    void learn(long run, FileNames.Learnt learnt) {
        for (String mark : learnt.answered()) {
            sql.of("answered").paramSource(mark(run, mark)).update();
        }
        for (String name : learnt.seen()) {
            SqlParameterSource seen = seen(run, Filter.FILE, false, Rows.cut(name, 4000));
            if (Statements.number(sql.of("count-seen").paramSource(seen)) == 0) {
                sql.of("insert-seen").paramSource(seen).update();
            }
        }
    }

    private static SqlParameterSource seen(long run, Filter filter, boolean passedOver, String name) {
        return new MapSqlParameterSource()
                .addValue("run", run)
                .addValue("filter", filter.name())
                .addValue("passedOver", passedOver)
                .addValue("name", name);
    }

    List<RequestedName> openFiles(long run) {
        return waiting(run).stream()
                .map(Open::name)
                .filter(RequestedName::isOfFile)
                .toList();
    }

    void filesListed(long run, UnmatchedNames.ListedFiles listed) {
        sql.of("delete-amounts")
                .param("run", run)
                .param("names", List.of(LISTED, NOT_LISTED))
                .update();
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
        open = sql.number("count-with-mark", run) > 0;
        seen(run, false).forEach((filter, names) -> remembered.put(slot(filter, false), names));
        seen(run, true).forEach((filter, names) -> remembered.put(slot(filter, true), names));
    }

    private static String slot(Filter filter, boolean passedOver) {
        return filter.name() + passedOver;
    }

    private void remember(long run, Filter filter, boolean passedOver, Set<String> names) {
        Set<String> mine = remembered.computeIfAbsent(slot(filter, passedOver), any -> new TreeSet<>());
        List<String> fresh = new ArrayList<>();
        for (String name : names) {
            String text = Rows.cut(name, 4000);
            if (mine.size() < REMEMBERED && mine.add(text)) {
                fresh.add(text);
            }
        }
        sql.batch("insert-seen", fresh, name -> seen(run, filter, passedOver, name));
    }

    private Map<Filter, Set<String>> seen(long run, boolean passedOver) {
        Map<Filter, Set<String>> seen = new EnumMap<>(Filter.class);
        sql.of("seen").param("run", run).param("passedOver", passedOver).query(row -> {
            seen.computeIfAbsent(Filter.valueOf(row.getString("filter")), any -> new TreeSet<>())
                    .add(row.getString("name"));
        });
        return seen;
    }

    private void add(long run, String name, long amount) {
        SqlParameterSource values = new MapSqlParameterSource()
                .addValue("run", run)
                .addValue("name", name)
                .addValue("amount", amount);
        if (amount > 0 && sql.of("add-amount").paramSource(values).update() == 0) {
            sql.of("insert-amount").paramSource(values).update();
        }
    }

    /** How many scans were left out as a value of theirs is blank, by the name of that value. */
    Map<String, Long> blank(long run) {
        Map<String, Long> blank = new LinkedHashMap<>();
        sql.of("amounts").param("run", run).query(row -> {
            if (!OF_THE_LOOK.contains(row.getString("name"))) {
                blank.put(row.getString("name"), row.getLong("amount"));
            }
        });
        return blank;
    }

    long countUnmatched(long run) {
        long certain = sql.number("count-unmatched", run);
        List<Open> waiting = waiting(run);
        return certain
                + (waiting.isEmpty() ? 0 : unanswered(run).unmatched(waiting).size());
    }

    List<UnmatchedName> unmatched(long run) {
        List<UnmatchedName> all = new ArrayList<>(sql.of("unmatched")
                .param("run", run)
                .query((row, index) -> new UnmatchedName(
                        Rows.text(row, "kind"),
                        source(row),
                        Rows.text(row, "list"),
                        row.getLong("line"),
                        Rows.text(row, "id_value"),
                        Rows.text(row, "project"),
                        Rows.text(row, "session_label"),
                        Rows.text(row, "reason")))
                .list());
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
        return sql.of("waiting")
                .param("run", run)
                .query((row, index) -> new Open(
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
                        Rows.text(row, "reason")))
                .list();
    }

    private UnmatchedNames unanswered(long run) {
        long looked = sql.number("count-looked-at", run);
        String only = looked == 1
                ? sql.of("sessions-looked-at")
                        .param("run", run)
                        .query((row, index) -> SessionContents.name(Rows.session(row)))
                        .single()
                : "";
        long sessions = sql.number("count-sessions-looked-at", run);
        long unlisted = sql.number("count-unlisted", run);
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
        return Statements.number(sql.of("amount").param("run", run).param("name", name));
    }

    void forget(long run) {
        state.deleteInBlocks(sql, "last", "delete", run);
        sql.of("delete-all-seen").param("run", run).update();
        sql.of("delete-all-amounts").param("run", run).update();
    }
}
