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
import java.util.OptionalLong;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs, their attempts, and the destination's binding. */
public final class JdbcRuns implements Runs {
    private static final String BINDING = "binding.";
    private final Statements sql;
    private final RunIds ids;
    private final StoredProjects projects;
    private final TransactionTemplate transactions;

    public JdbcRuns(StateDatabase state) {
        this.sql = state.statements("runs");
        this.ids = new RunIds(state);
        this.projects = new StoredProjects(state);
        this.transactions = state.transactions();
    }

    @Override
    public List<RunInfo> all() {
        return sql.of("all").query((row, index) -> info(row)).list();
    }

    @Override
    public Optional<RunInfo> find(String run) {
        return sql.of("find").param("run", run).query((row, index) -> info(row)).optional();
    }

    @Override
    public void begin(RunInfo run) {
        transactions.executeWithoutResult(transaction -> sql.of("begin")
                .param("id", Statements.number(sql.of("last-id")) + 1)
                .param("run", run.run())
                .param("jobName", run.jobName())
                .param("server", run.server().address())
                .param("serverVersion", run.server().version())
                .param("request", run.request())
                .param("reports", run.reports().toString())
                .param("startedAt", run.startedAt().toEpochMilli())
                .update());
    }

    @Override
    public void supersede(String run, String successor) {
        sql.of("supersede").param("run", run).param("successor", successor).update();
    }

    @Override
    public int attemptStarts(String run, Instant at, Instant lastSign) {
        return transactions.execute(transaction -> {
            long id = ids.stored(run);
            sql.of("attempt-was-killed")
                    .param("run", id)
                    .param("endedAt", lastSign.toEpochMilli())
                    .update();
            int attempt = (int) sql.number("last-attempt", id) + 1;
            sql.of("attempt-starts")
                    .param("run", id)
                    .param("attempt", attempt)
                    .param("startedAt", at.toEpochMilli())
                    .update();
            sql.of("goes-on").param("run", id).update();
            return attempt;
        });
    }

    @Override
    public void reportsAt(String run, Path reports) {
        transactions.executeWithoutResult(transaction -> sql.of("set-reports")
                .param("run", ids.stored(run))
                .param("reports", reports.toString())
                .update());
    }

    @Override
    public void attemptEnds(String run, int attempt, Instant at, int exitCode, String end, RunInfo.State state) {
        transactions.executeWithoutResult(transaction -> {
            long id = ids.stored(run);
            sql.of("attempt-ends")
                    .param("run", id)
                    .param("attempt", attempt)
                    .param("endedAt", at.toEpochMilli())
                    .param("end", Rows.cut(end, 200))
                    .update();
            sql.of("ends")
                    .param("run", id)
                    .param("endedAt", at.toEpochMilli())
                    .param("exitCode", exitCode)
                    .param("state", state.name())
                    .update();
        });
    }

    @Override
    public void forget(String run) {
        transactions.executeWithoutResult(transaction -> {
            long id = ids.stored(run);
            projects.forget(id);
            sql.of("delete-attempts").param("run", id).update();
            sql.of("delete").param("run", id).update();
        });
    }

    @Override
    public Map<String, String> binding() {
        Map<String, String> binding = new LinkedHashMap<>();
        sql.of("binding").query(row -> {
            binding.put(row.getString("name").substring(BINDING.length()), row.getString("text"));
        });
        return binding;
    }

    @Override
    public void bind(Map<String, String> binding) {
        transactions.executeWithoutResult(transaction -> {
            sql.of("delete-binding").update();
            binding.forEach((name, text) -> sql.of("bind")
                    .param("name", BINDING + name)
                    .param("text", text)
                    .update());
        });
    }

    private static RunInfo info(ResultSet row) throws SQLException {
        OptionalLong exit = Rows.number(row, "exit_code");
        return new RunInfo(
                row.getString("run"),
                row.getString("job_name"),
                new RunInfo.Server(row.getString("server"), row.getString("server_version")),
                row.getString("request"),
                Path.of(row.getString("reports")),
                Instant.ofEpochMilli(row.getLong("started_at")),
                new RunInfo.Stage(
                        RunInfo.State.valueOf(row.getString("state")),
                        Rows.instant(row, "ended_at"),
                        exit.isPresent() ? OptionalInt.of((int) exit.getAsLong()) : OptionalInt.empty(),
                        row.getString("successor")),
                new RunInfo.Planned(
                        Math.max(0, row.getLong("sessions")), row.getBoolean("frozen"), row.getLong("only_here")));
    }
}
