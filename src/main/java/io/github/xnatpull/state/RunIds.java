package io.github.xnatpull.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The numbers under which the rows of runs are stored. */
final class RunIds {
    private final Statements sql;
    private final Map<String, Long> known = new ConcurrentHashMap<>();

    RunIds(StateDatabase state) {
        this.sql = state.statements("runs");
    }

    /**
     * The number of a run, which never changes as long as the run is known.
     *
     * @throws org.springframework.dao.EmptyResultDataAccessException where no run has this name
     */
    long of(String run) {
        return known.computeIfAbsent(run, this::stored);
    }

    /** The same, asked of the database. */
    long stored(String run) {
        return Statements.number(sql.of("id").param("run", run));
    }
}
