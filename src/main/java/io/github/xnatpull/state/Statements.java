package io.github.xnatpull.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of one file of SQL, to be run on the state; they join the caller's transaction. */
final class Statements {
    /** So many rows are sent at a time: the parameters of a long list would not fit into a small heap. */
    private static final int BATCH = 1000;

    private final Map<String, String> sql;
    private final NamedParameterJdbcTemplate template;
    private final JdbcClient client;

    Statements(Map<String, String> sql, NamedParameterJdbcTemplate template, JdbcClient client) {
        this.sql = sql;
        this.template = template;
        this.client = client;
    }

    /** A statement by its name. */
    JdbcClient.StatementSpec of(String name) {
        return client.sql(sql(name));
    }

    /** The one number that a statement about a run gives. */
    long number(String name, long run) {
        return number(of(name).param("run", run));
    }

    /** The one number that a statement gives. */
    static long number(JdbcClient.StatementSpec statement) {
        return statement.query((row, index) -> row.getLong(1)).single();
    }

    /** A page of {@code page-by-sort-key}, which gives rows of a run in the order of the reports. */
    <T> List<T> pageBySortKey(long run, String afterKey, long afterNumber, int limit, RowMapper<T> mapper) {
        return of("page-by-sort-key")
                .param("run", run)
                .param("key", afterKey)
                .param("number", afterNumber)
                .param("limit", limit)
                .query(mapper)
                .list();
    }

    /** Runs a statement for many rows. */
    <T> void batch(String name, List<T> rows, Function<? super T, SqlParameterSource> parameters) {
        for (int from = 0; from < rows.size(); from += BATCH) {
            List<SqlParameterSource> batch = new ArrayList<>();
            for (T row : rows.subList(from, Math.min(rows.size(), from + BATCH))) {
                batch.add(parameters.apply(row));
            }
            template.batchUpdate(sql(name), batch.toArray(SqlParameterSource[]::new));
        }
    }

    private String sql(String name) {
        String statement = sql.get(name);
        if (statement == null) {
            throw new IllegalStateException("no statement is called " + name);
        }
        return statement;
    }
}
