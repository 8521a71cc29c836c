package io.github.xnatpull.state;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.ListedSession;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.plan.SortKey;
import io.github.xnatpull.selection.FilteredRow;
import io.github.xnatpull.xnat.SessionRow;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** The session list of a run in table {@code xp_session}, by the number of the run. */
final class StoredSessions {
    private static final RowMapper<ListedSession> LISTED = (row, index) -> new ListedSession(
            row.getLong("ord"),
            Rows.session(row),
            FilteredRow.decoded(Rows.text(row, "narrowing")),
            TextMap.read(Rows.text(row, "extras")));

    private final StateDatabase state;
    private final Statements sql;

    StoredSessions(StateDatabase state) {
        this.state = state;
        this.sql = state.statements("sessions");
    }

    boolean isStored(long run) {
        return sql.number("is-stored", run) > 0;
    }

    void store(long run, SessionList list) {
        List<ListedSession> numbered = new ArrayList<>(list.sessions().size());
        for (ListedSession listed : list.sessions()) {
            numbered.add(new ListedSession(numbered.size() + 1L, listed.session(), listed.rows(), listed.extras()));
        }
        sql.batch("insert", numbered, listed -> values(run, listed));
        sql.of("list-is-stored")
                .param("run", run)
                .param("sessions", list.count())
                .param("onlyHere", list.onlyHere())
                .param("listColumns", TextMap.writeList(list.listColumns()))
                .update();
    }

    private static SqlParameterSource values(long run, ListedSession listed) {
        SessionRow row = listed.session();
        return new MapSqlParameterSource()
                .addValue("run", run)
                .addValue("position", listed.position())
                .addValue("project", row.project())
                .addValue("accessionId", row.accessionId())
                .addValue("label", row.label())
                .addValue("subjectId", row.subjectId())
                .addValue("subjectLabel", row.subjectLabel())
                .addValue("owner", row.owner())
                .addValue("xsiType", row.xsiType())
                .addValue("date", row.date())
                .addValue("insertDate", row.insertDate())
                .addValue("lastModified", row.lastModified())
                .addValue("sortKey", SortKey.of(row))
                .addValue("rows", FilteredRow.encoded(listed.rows()))
                .addValue("extras", TextMap.write(listed.extras()));
    }

    List<ListedSession> page(long run, long after, int limit) {
        return page("page", run, after, limit);
    }

    List<ListedSession> unlisted(long run, long after, int limit) {
        return page("unlisted", run, after, limit);
    }

    private List<ListedSession> page(String statement, long run, long after, int limit) {
        return sql.of(statement)
                .param("run", run)
                .param("after", after)
                .param("limit", limit)
                .query(LISTED)
                .list();
    }

    /** Pages in the order of the reports. */
    <T> List<T> inOrder(long run, String afterKey, long afterNumber, int limit, RowMapper<T> mapper) {
        return sql.pageBySortKey(run, afterKey, afterNumber, limit, mapper);
    }

    long plannedUpTo(long run) {
        return sql.number("planned-up-to", run);
    }

    long count(long run) {
        return sql.number("count", run);
    }

    long countPlanned(long run) {
        return sql.number("count-planned", run);
    }

    /** Notes that a session is planned; says whether it stands in the list. */
    boolean setPlanned(long run, SessionPlan plan) {
        return sql.of("set-planned")
                        .param("run", run)
                        .param("position", plan.position())
                        .param(
                                "unlisted",
                                plan.unlisted()
                                        .filter(why -> why.status() == Status.FAILED)
                                        .isPresent())
                        .param("scans", plan.listed().scans())
                        .param("resources", plan.listed().resources())
                        .param("excluded", plan.listed().excluded())
                        .param("note", plan.note())
                        .update()
                == 1;
    }

    void addOnlyHere(long run, long more) {
        sql.of("more-only-here").param("run", run).param("more", more).update();
    }

    void forget(long run) {
        state.deleteInBlocks(sql, "last", "delete", run);
    }
}
