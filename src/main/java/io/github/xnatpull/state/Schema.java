package io.github.xnatpull.state;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Our tables and Spring Batch's, made once. Spring Batch's stay in HSQLDB's memory (at most a few hundred rows a run),
 * ours are CACHED, because a ledger can have a million rows.
 */
final class Schema {
    /**
     * Goes up with every change of the tables, or of what is in them ({@code docs/stored-forms.md}): an older program then
     * refuses them in words. 2: wider columns. 3: requests of runs have a version; names that
     * nothing answers to are kept with where they stand. 4: when a resource was compared last.
     */
    static final int VERSION = 4;

    private Schema() {}

    static void prepare(DataSource dataSource, boolean hsqldb, String where) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        if (version(jdbc).isEmpty()) {
            create(dataSource, jdbc, hsqldb);
        } else {
            update(dataSource, hsqldb, where);
        }
    }

    /** Brings tables of an older version up to this one; makes none where there are none. */
    static void update(DataSource dataSource, boolean hsqldb, String where) {
        check(dataSource, where);
        migrate(new JdbcTemplate(dataSource), hsqldb);
    }

    /** Whether the tables are there, all of them. */
    static boolean isMade(DataSource dataSource) {
        return version(new JdbcTemplate(dataSource)).isPresent();
    }

    /** Makes of an older version's tables this one's; what is in them stays. */
    private static void migrate(JdbcTemplate jdbc, boolean hsqldb) {
        int found = version(jdbc).orElse(VERSION);
        if (found >= VERSION) {
            return;
        }
        // Each can be run twice, so a crash between them only means that they are run again.
        for (int older = found; older < VERSION; older++) {
            run(jdbc, SqlFile.text("schema-from-" + older, hsqldb));
        }
        jdbc.update("update xp_meta set text = ? where name = 'schema'", String.valueOf(VERSION));
    }

    private static void run(JdbcTemplate jdbc, String script) {
        new ResourceDatabasePopulator(new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8)))
                .execute(Objects.requireNonNull(jdbc.getDataSource()));
    }

    /** The version of the tables; empty where they are not, or not all, made yet. */
    private static OptionalInt version(JdbcTemplate jdbc) {
        List<String> found = exists(jdbc, "XP_META")
                ? jdbc.queryForList("select text from xp_meta where name = 'schema'", String.class)
                : List.of();
        return found.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(found.get(0)));
    }

    /** Refuses what a newer version wrote. */
    static void check(DataSource dataSource, String where) {
        int found = version(new JdbcTemplate(dataSource)).orElse(0);
        if (found > VERSION) {
            throw Fault.fault(FaultCode.STATE_NEWER)
                    .trying("open the state in " + where)
                    .meaning("Nothing was changed")
                    .advice(
                            "Use that newer version. Or run 'xnatpull runs rebuild --dest DIR' to make a state for this version from the"
                                    + " receipts and the files, or move the directory away to begin with an empty state.")
                    .because("it has schema version " + found + " and this xnatpull knows " + VERSION);
        }
    }

    private static boolean exists(JdbcTemplate jdbc, String table) {
        Integer count = jdbc.queryForObject(
                "select count(*) from information_schema.tables where upper(table_name) = ?", Integer.class, table);
        return count != null && count > 0;
    }

    private static void create(DataSource dataSource, JdbcTemplate jdbc, boolean hsqldb) {
        if (!exists(jdbc, "BATCH_JOB_INSTANCE")) {
            String script = "org/springframework/batch/core/schema-" + (hsqldb ? "hsqldb" : "postgresql") + ".sql";
            new ResourceDatabasePopulator(new ClassPathResource(script)).execute(dataSource);
        }
        run(jdbc, SqlFile.text("schema", hsqldb));
        // Last: a crash before this line leaves a database that is made anew, not one that looks whole.
        jdbc.update("insert into xp_meta (name, text) values ('schema', ?)", String.valueOf(VERSION));
    }
}
