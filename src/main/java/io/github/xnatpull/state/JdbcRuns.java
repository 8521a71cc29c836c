package io.github.xnatpull.state;

import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.Runs;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs, their attempts, and the destination's binding. */
public final class JdbcRuns implements Runs {
    private static final String BINDING = "binding.";
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    public JdbcRuns(StateDatabase state) {
        this.jdbc = state.jdbc();
        this.transactions = state.transactions();
    }

    /** The number under which a run's rows are stored. */
    static long id(JdbcTemplate jdbc, String run) {
        Long id = jdbc.queryForObject("select id from xp_run where run = ?", Long.class, run);
        if (id == null) {
            throw new IllegalStateException("no run is called " + run);
        }
        return id;
    }

    @Override
    public List<RunInfo> all() {
        return jdbc.query("select * from xp_run order by id", (row, index) -> info(row));
    }

    @Override
    public Optional<RunInfo> find(String run) {
        return jdbc.query("select * from xp_run where run = ?", (row, index) -> info(row), run).stream()
                .findFirst();
    }

    @Override
    public void begin(RunInfo run) {
        transactions.executeWithoutResult(transaction -> {
            Long last = jdbc.queryForObject("select coalesce(max(id), 0) from xp_run", Long.class);
            jdbc.update(
                    "insert into xp_run (id, run, job_name, state, server, server_version, request, reports, started_at, successor,"
                            + " sessions, frozen, only_here) values (?, ?, ?, 'OPEN', ?, ?, ?, ?, ?, '', -1, false, 0)",
                    (last == null ? 0 : last) + 1,
                    run.run(),
                    run.jobName(),
                    run.server().address(),
                    run.server().version(),
                    run.request(),
                    run.reports().toString(),
                    run.startedAt().toEpochMilli());
        });
    }

    @Override
    public void supersede(String run, String successor) {
        jdbc.update(
                "update xp_run set state = 'SUPERSEDED', successor = ? where run = ? and state = 'OPEN'",
                successor,
                run);
    }

    @Override
    public int attemptStarts(String run, Instant at, Instant lastSign) {
        return transactions.execute(transaction -> {
            long id = id(jdbc, run);
            jdbc.update(
                    "update xp_attempt set ended_at = ?, ended = 'killed' where run_id = ? and ended_at is null",
                    lastSign.toEpochMilli(),
                    id);
            Integer last = jdbc.queryForObject(
                    "select coalesce(max(attempt), 0) from xp_attempt where run_id = ?", Integer.class, id);
            int attempt = (last == null ? 0 : last) + 1;
            jdbc.update(
                    "insert into xp_attempt (run_id, attempt, started_at) values (?, ?, ?)",
                    id,
                    attempt,
                    at.toEpochMilli());
            jdbc.update("update xp_run set ended_at = null, exit_code = null where id = ?", id);
            return attempt;
        });
    }

    @Override
    public void reportsAt(String run, Path reports) {
        transactions.executeWithoutResult(transaction ->
                jdbc.update("update xp_run set reports = ? where id = ?", reports.toString(), id(jdbc, run)));
    }

    @Override
    public void attemptEnds(String run, int attempt, Instant at, int exitCode, String end, RunInfo.State state) {
        transactions.executeWithoutResult(transaction -> {
            long id = id(jdbc, run);
            jdbc.update(
                    "update xp_attempt set ended_at = ?, ended = ? where run_id = ? and attempt = ?",
                    at.toEpochMilli(),
                    Rows.cut(end, 200),
                    id,
                    attempt);
            jdbc.update(
                    "update xp_run set ended_at = ?, exit_code = ?, state = ? where id = ?",
                    at.toEpochMilli(),
                    exitCode,
                    state.name(),
                    id);
        });
    }

    @Override
    public void forget(String run) {
        transactions.executeWithoutResult(transaction -> {
            long id = id(jdbc, run);
            jdbc.update("delete from xp_attempt where run_id = ?", id);
            jdbc.update("delete from xp_run where id = ?", id);
        });
    }

    @Override
    public Map<String, String> binding() {
        Map<String, String> binding = new LinkedHashMap<>();
        jdbc.query(
                "select name, text from xp_meta where name like 'binding.%' order by name",
                row -> {
                    binding.put(row.getString("name").substring(BINDING.length()), row.getString("text"));
                });
        return binding;
    }

    @Override
    public void bind(Map<String, String> binding) {
        transactions.executeWithoutResult(transaction -> {
            jdbc.update("delete from xp_meta where name like 'binding.%'");
            binding.forEach((name, text) ->
                    jdbc.update("insert into xp_meta (name, text) values (?, ?)", BINDING + name, text));
        });
    }

    private static RunInfo info(ResultSet row) throws SQLException {
        long ended = row.getLong("ended_at");
        Optional<Instant> endedAt = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended));
        int exit = row.getInt("exit_code");
        OptionalInt exitCode = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(exit);
        return new RunInfo(
                row.getString("run"),
                row.getString("job_name"),
                new RunInfo.Server(row.getString("server"), row.getString("server_version")),
                row.getString("request"),
                Path.of(row.getString("reports")),
                Instant.ofEpochMilli(row.getLong("started_at")),
                new RunInfo.Stage(
                        RunInfo.State.valueOf(row.getString("state")), endedAt, exitCode, row.getString("successor")),
                new RunInfo.Planned(
                        Math.max(0, row.getLong("sessions")), row.getBoolean("frozen"), row.getLong("only_here")));
    }
}
