package io.github.xnatpull.state;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
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
     * nothing answers to are kept with where they stand.
     */
    static final int VERSION = 3;

    private static final int WIDENED = 2;

    private static final String TEXT = "varchar(4000)";

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
        // Each can be done twice, so a crash between them only means that they are done again.
        for (String statement : found < WIDENED ? widened(hsqldb) : List.<String>of()) {
            jdbc.execute(statement);
        }
        NAMED.forEach((column, type) -> {
            if (!hasColumn(jdbc, "XP_UNMATCHED", column)) {
                jdbc.execute("alter table xp_unmatched add column " + column + " " + type);
            }
        });
        named(hsqldb).forEach(jdbc::execute);
        jdbc.update("update xp_meta set text = ? where name = 'schema'", String.valueOf(VERSION));
    }

    /** From version 1: columns that real names and lists did not fit into. */
    private static List<String> widened(boolean hsqldb) {
        return List.of(
                "alter table xp_ledger alter column receipt_id set data type varchar(200)",
                "alter table xp_ledger alter column name set data type " + TEXT,
                "alter table xp_session alter column narrowing set data type " + endless(hsqldb),
                "alter table xp_session alter column extras set data type " + endless(hsqldb),
                "alter table xp_run alter column list_columns set data type " + endless(hsqldb));
    }

    /** Since version 3: columns of names that wait for an answer. */
    private static final Map<String, String> NAMED = new TreeMap<>(Map.of(
            "kind", "varchar(40)",
            "source", TEXT,
            "session_label", TEXT,
            "mark", TEXT,
            "row_mark", TEXT,
            "answered", "boolean"));

    /** Since version 3: what answers to names. */
    private static List<String> named(boolean hsqldb) {
        String table = table(hsqldb);
        return List.of(
                "create index if not exists xp_unmatched_mark on xp_unmatched (run_id, mark)",
                table + "xp_seen (run_id bigint, filter varchar(40), passed_over boolean, name " + TEXT
                        + ", primary key (run_id, filter, passed_over, name))",
                table + "xp_count (run_id bigint, name varchar(40), amount bigint, primary key (run_id, name))");
    }

    private static String table(boolean hsqldb) {
        return hsqldb ? "create cached table if not exists " : "create table if not exists ";
    }

    private static boolean hasColumn(JdbcTemplate jdbc, String table, String column) {
        Integer count = jdbc.queryForObject(
                "select count(*) from information_schema.columns where upper(table_name) = ? and upper(column_name) = ?",
                Integer.class,
                table,
                column.toUpperCase(Locale.ROOT));
        return count != null && count > 0;
    }

    /** For what a user's list says, which has no bound of its own. */
    private static String endless(boolean hsqldb) {
        return hsqldb ? "varchar(1000000000)" : "text";
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
        for (String statement : statements(hsqldb)) {
            jdbc.execute(statement);
        }
        named(hsqldb).forEach(jdbc::execute);
        // Last: a crash before this line leaves a database that is made anew, not one that looks whole.
        jdbc.update("insert into xp_meta (name, text) values ('schema', ?)", String.valueOf(VERSION));
    }

    /** Drops what a crash in the middle of {@link #create} may have left: only tables without the version row. */
    private static List<String> statements(boolean hsqldb) {
        String endless = endless(hsqldb);
        String table = table(hsqldb);
        return List.of(
                table + "xp_meta (name varchar(64) primary key, text " + TEXT + ")",
                table
                        + "xp_run (id bigint primary key, run varchar(200) not null unique, job_name varchar(200) not null,"
                        + " state varchar(20) not null, server " + TEXT + ", server_version varchar(200),"
                        + " request varchar(1000000), reports " + TEXT + ", started_at bigint, ended_at bigint,"
                        + " exit_code int, successor varchar(200), sessions bigint, frozen boolean, only_here bigint, list_columns "
                        + endless + ")",
                table
                        + "xp_attempt (run_id bigint, attempt int, started_at bigint, ended_at bigint, ended varchar(200),"
                        + " primary key (run_id, attempt))",
                table + "xp_session (run_id bigint, ord bigint, project " + TEXT + ", accession_id varchar(400),"
                        + " label " + TEXT + ", subject_id varchar(400), subject_label " + TEXT + ", owner " + TEXT
                        + ","
                        + " xsi_type varchar(400), session_date varchar(40), insert_date varchar(60), last_modified varchar(60),"
                        + " planned boolean, unlisted boolean, scans bigint, resources bigint, excluded bigint, note "
                        + TEXT
                        + ", narrowing " + endless + ", extras " + endless + ","
                        + " sort_key " + TEXT + ", primary key (run_id, ord))",
                "create index if not exists xp_session_sort on xp_session (run_id, sort_key, ord)",
                "create index if not exists xp_session_id on xp_session (run_id, project, accession_id)",
                table + "xp_item (run_id bigint, number bigint, session_ord bigint, project " + TEXT + ","
                        + " accession_id varchar(400), level varchar(20), part_id varchar(1000), in_out varchar(3), name "
                        + TEXT + ","
                        + " label " + TEXT + ", resource_id varchar(40), subject_id varchar(400), folder " + TEXT + ","
                        + " action varchar(10), count_hint bigint, size_hint bigint, scan_type " + TEXT + ","
                        + " scan_quality varchar(400), scan_xsi varchar(400), scan_description " + TEXT + ","
                        + " assessor_type varchar(400), assessor_label " + TEXT + ", sort_key " + TEXT + ","
                        + " status varchar(20), tries int, files_expected bigint, bytes_expected bigint, bytes_moved bigint,"
                        + " code varchar(60), message " + TEXT + ", primary key (run_id, number))",
                "create index if not exists xp_item_sort on xp_item (run_id, sort_key, number)",
                "create index if not exists xp_item_session on xp_item (run_id, project, accession_id)",
                table + "xp_unmatched (run_id bigint, seq bigint, list " + TEXT + ", line bigint, id_value " + TEXT
                        + ", project " + TEXT + ", reason " + TEXT + ", "
                        + NAMED.entrySet().stream()
                                .map(column -> column.getKey() + " " + column.getValue() + ", ")
                                .collect(Collectors.joining())
                        + "primary key (run_id, seq))",
                table + "xp_slice (run_id bigint, slice int, solo boolean, first_number bigint, last_number bigint,"
                        + " primary key (run_id, slice))",
                table
                        + "xp_ledger (project varchar(400), accession_id varchar(400), level varchar(20), part_id varchar(1000),"
                        + " in_out varchar(3), name " + TEXT + ", resource_id varchar(40), label " + TEXT + ","
                        + " folder " + TEXT + ", status varchar(20), files bigint, bytes bigint, files_expected bigint,"
                        + " bytes_expected bigint, count_hint bigint, size_hint bigint, proof varchar(10), landed_at bigint,"
                        + " landed_in_run varchar(200), last_seen_run varchar(200), receipt_id varchar(200),"
                        + " primary key (project, accession_id, level, part_id, in_out, name))",
                table + "xp_folder (folded varchar(4000) primary key, folder " + TEXT + ", owner varchar(4000))",
                "create index if not exists xp_folder_owner on xp_folder (owner)",
                table + "xp_file_fault (run_id bigint, number bigint, seq int, file " + TEXT + ","
                        + " path " + TEXT
                        + ", bytes bigint, bytes_expected bigint, md5 varchar(32), md5_expected varchar(32),"
                        + " code varchar(60), message " + TEXT + ", primary key (run_id, number, seq))");
    }
}
