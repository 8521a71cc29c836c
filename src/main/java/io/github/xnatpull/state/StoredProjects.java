package io.github.xnatpull.state;

import io.github.xnatpull.plan.ShrunkProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How many resources of each project runs selected, in table {@code xp_project}, by the number of the run. */
final class StoredProjects {
    private final Statements sql;

    StoredProjects(StateDatabase state) {
        this.sql = state.statements("projects");
    }

    /** Resources of the plan by project. */
    Map<String, Long> count(long run) {
        Map<String, Long> counts = new TreeMap<>();
        sql.of("count").param("run", run).query(row -> {
            counts.put(row.getString("project"), row.getLong("resources"));
        });
        return counts;
    }

    /** Projects of which the plan has sessions that could not be listed. */
    Set<String> unlisted(long run) {
        return Set.copyOf(sql.of("unlisted")
                .param("run", run)
                .query((row, index) -> row.getString("project"))
                .list());
    }

    void note(long run, Map<String, Long> resources, List<ShrunkProject> shrunk) {
        forget(run);
        Map<String, ShrunkProject> byProject =
                shrunk.stream().collect(Collectors.toMap(ShrunkProject::project, Function.identity()));
        Map<String, Long> all = new TreeMap<>(resources);
        byProject.forEach((project, gone) -> all.putIfAbsent(project, gone.now()));
        all.forEach((project, count) -> sql.of("insert")
                .param("run", run)
                .param("project", project)
                .param("resources", count)
                .param(
                        "shrunkFrom",
                        byProject.containsKey(project) ? byProject.get(project).before() : null)
                .update());
    }

    /** Resources by project; none where an older version's tables are only read. */
    Map<String, Long> noted(long run) {
        Map<String, Long> counts = new TreeMap<>();
        rows(run).forEach(row -> counts.put(row.project(), row.resources()));
        return counts;
    }

    List<ShrunkProject> shrunk(long run) {
        List<ShrunkProject> shrunk = new ArrayList<>();
        for (Row row : rows(run)) {
            row.shrunkFrom().ifPresent(before -> shrunk.add(new ShrunkProject(row.project(), before, row.resources())));
        }
        return shrunk;
    }

    private List<Row> rows(long run) {
        return Statements.number(sql.of("is-there")) == 0
                ? List.of()
                : sql.of("of-run")
                        .param("run", run)
                        .query((row, index) -> new Row(
                                row.getString("project"), row.getLong("resources"), Rows.number(row, "shrunk_from")))
                        .list();
    }

    void forget(long run) {
        sql.of("delete").param("run", run).update();
    }

    private record Row(String project, long resources, OptionalLong shrunkFrom) {}
}
