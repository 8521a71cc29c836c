package io.github.xnatpull.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.xnatpull.fault.Fault;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The open state of a destination. It is HSQLDB with every commit forced to disk (with the default delay a kill
 * loses transactions). Connections are fetched lazily, so that a chunk's
 * transaction holds none while it downloads.
 */
public final class StateDatabase implements AutoCloseable {
    private static final String NAME = "xnatpull";
    private static final int DELETE_BLOCK = 20_000;

    private static final Map<String, String> EMBEDDED = Map.of(
            "hsqldb.write_delay",
            "false",
            "hsqldb.tx",
            "mvcc",
            "hsqldb.lock_file",
            "false",
            "hsqldb.log_size",
            "20",
            // "a" and "a " are two names, and no separator sorts below an end that is padded with blanks
            "sql.pad_space",
            "false",
            "hsqldb.nio_data_file",
            "false",
            "hsqldb.cache_rows",
            "20000",
            "hsqldb.cache_size",
            "16000",
            LostWriteDetector.SETTING,
            "2");

    private final HikariDataSource pool;
    private final DataSource dataSource;
    private final Optional<EmbeddedDatabase> hsqldb;
    private final boolean readOnly;
    private final GuardedTransactionManager transactionManager;
    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final JdbcClient client;
    private final Map<String, Map<String, String>> sql = new ConcurrentHashMap<>();

    private StateDatabase(
            HikariDataSource pool, Optional<EmbeddedDatabase> hsqldb, boolean readOnly, StateDiskSpace room) {
        this.pool = pool;
        this.hsqldb = hsqldb;
        this.readOnly = readOnly;
        LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
        lazy.setTargetDataSource(pool);
        lazy.setDefaultAutoCommit(true);
        lazy.setDefaultTransactionIsolation(java.sql.Connection.TRANSACTION_READ_COMMITTED);
        this.dataSource = lazy;
        this.transactionManager = new GuardedTransactionManager(lazy, room, LostWriteDetector.heard());
        this.jdbc = new JdbcTemplate(lazy);
        jdbc.setFetchSize(1000);
        // One for all ports: it keeps what it parsed.
        this.named = new NamedParameterJdbcTemplate(jdbc);
        this.client = JdbcClient.create(named);
    }

    /**
     * Opens the state, making it where there is none. The destination's lock must be held.
     *
     * @param directory of the embedded database
     * @param connections how many threads use it at a time
     */
    public static StateDatabase open(Path directory, int connections) {
        return embedded(directory, connections, Purpose.MAKE, new StateDiskSpace(directory));
    }

    /**
     * The same, with another word on how much room there is than the file store's.
     *
     * @param free asked for the bytes that are free before each commit
     */
    public static StateDatabase open(Path directory, int connections, LongSupplier free) {
        return embedded(directory, connections, Purpose.MAKE, new StateDiskSpace(directory, free));
    }

    /** Opens what is there, to be changed. Makes no tables, which would hide that they are lost. */
    public static StateDatabase openExisting(Path directory, int connections) {
        return embedded(directory, connections, Purpose.CHANGE, new StateDiskSpace(directory));
    }

    /** Opens what is there for a look; changes nothing on disk, but for what a kill cut short. The lock must be held. */
    public static StateDatabase openForReading(Path directory, int connections) {
        if (!wasClosed(directory)) {
            // Where HSQLDB may not write, its replay of the log can end early without a word (measured on 2.7.3).
            openExisting(directory, 1).close();
        }
        return embedded(directory, connections, Purpose.LOOK, new StateDiskSpace(directory));
    }

    private static boolean wasClosed(Path directory) {
        Properties facts = new Properties();
        try (Reader file = Files.newBufferedReader(directory.resolve(NAME + ".properties"))) {
            facts.load(file);
        } catch (IOException | IllegalArgumentException e) {
            // Opening it says what is wrong.
            return true;
        }
        return facts.getProperty("modified", "no").equals("no");
    }

    private enum Purpose {
        MAKE,
        CHANGE,
        LOOK
    }

    private static StateDatabase embedded(Path directory, int connections, Purpose purpose, StateDiskSpace room) {
        boolean readOnly = purpose == Purpose.LOOK;
        Map<String, String> settings = new HashMap<>(EMBEDDED);
        if (readOnly) {
            // HSQLDB keeps a database open in the process, and what was opened for reading stays read-only
            settings.putAll(Map.of("readonly", "true", "shutdown", "true"));
        }
        StateFaults.requireAllowed(directory, readOnly);
        HikariConfig config = new HikariConfig();
        config.setDataSource(new EmbeddedDatabase(directory.resolve(NAME), settings));
        if (!readOnly) {
            room.require();
        }
        return opened(config, connections, purpose, directory, room);
    }

    private static StateDatabase opened(
            HikariConfig config, int connections, Purpose purpose, Path directory, StateDiskSpace room) {
        String where = directory.toString();
        boolean readOnly = purpose == Purpose.LOOK;
        Optional<EmbeddedDatabase> hsqldb =
                config.getDataSource() instanceof EmbeddedDatabase embedded ? Optional.of(embedded) : Optional.empty();
        config.setReadOnly(readOnly);
        config.setPoolName("state");
        config.setMaximumPoolSize(connections);
        // The last connection stays open: HSQLDB must not close under us.
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        config.setIdleTimeout(600_000);
        config.setConnectionTimeout(30_000);
        config.setInitializationFailTimeout(
                1); // a database that cannot be opened now cannot be opened in a second either
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        HikariDataSource pool = null;
        try {
            LostWriteDetector.heard().forget();
            pool = new HikariDataSource(config);
            switch (purpose) {
                case MAKE -> Schema.prepare(pool, hsqldb.isPresent(), where);
                case CHANGE -> Schema.update(pool, hsqldb.isPresent(), where);
                case LOOK -> Schema.check(pool, where);
            }
            LostWriteDetector.heard().onThisThread().ifPresent(why -> {
                throw room.lost(why);
            });
            return new StateDatabase(pool, hsqldb, readOnly, room);
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw StateFaults.unopened(e, where, Optional.of(directory), readOnly);
        }
    }

    /** Whether the tables were never made, or are lost. */
    public boolean isWithoutTables() {
        return !Schema.isMade(pool);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** A template on the state; joins transactions of {@link #transactionManager}. */
    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** The one manager of all transactions on this state; commits only what the disk has room for, and the guard allows. */
    public JdbcTransactionManager transactionManager() {
        return transactionManager;
    }

    /** @param check is run before each commit, and throws where nothing may be committed any more */
    public void guardCommits(Runnable check) {
        transactionManager.guard(check);
    }

    /**
     * Says that what the state knows is on its disk too, as far as it was committed.
     *
     * @throws Fault {@code DISK_FULL} where a commit did not get there: what is read now may not be there after a restart
     */
    public void requireWhole() {
        transactionManager.requireWhole();
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(transactionManager());
    }

    /**
     * Looks something up without joining the caller's transaction, which so stays unopened in the database. A chunk reads
     * before its long work and writes after it; HSQLDB lets nobody begin while a checkpoint waits for open transactions
     * to end, so that work which reads too would wait for ever (measured at 20 MB of log).
     */
    <T> T aside(Supplier<T> look) {
        TransactionTemplate none = transactions();
        none.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        return Objects.requireNonNull(none.execute(status -> look.get()));
    }

    /** Gives back the disk space of deleted rows, where the database does not do so by itself. */
    public void compact() {
        if (hsqldb.isPresent()) {
            jdbc().execute("CHECKPOINT DEFRAG");
        }
    }

    /**
     * Closes in good order: HSQLDB is told to shut down, so that the next start finds no log to replay. Where nothing may
     * be committed any more it is only left: a shutdown would write over files that another process has open.
     */
    @Override
    public void close() {
        hsqldb.ifPresent(embedded -> {
            if (readOnly || transactionManager.isRefused()) {
                embedded.refuseConnections();
                return;
            }
            try {
                embedded.shutDown();
            } catch (SQLException e) {
                embedded.refuseConnections(); // every commit is on disk already; the next start replays the log
            }
        });
        pool.close();
    }

    /** The statements of a file of this package, in the words of this database. */
    Statements statements(String file) {
        return new Statements(
                sql.computeIfAbsent(file, name -> SqlFile.statements(name, hsqldb.isPresent())), named, client);
    }

    /** Deletes rows of a run, up to the highest of their numbers. */
    void deleteInBlocks(Statements statements, String last, String delete, long run) {
        deleteInBlocks(statements.number(last, run), statements, delete, run);
    }

    /** The same in blocks: one transaction over a million rows would not fit into a small heap. */
    void deleteInBlocks(long last, Statements statements, String delete, long run) {
        for (long block = DELETE_BLOCK; block < last + DELETE_BLOCK; block += DELETE_BLOCK) {
            JdbcClient.StatementSpec rows =
                    statements.of(delete).param("run", run).param("upTo", block);
            transactions().executeWithoutResult(transaction -> rows.update());
        }
    }

    /** What a failed statement or commit means where the disk is the reason; empty where it is not. */
    public static Optional<Fault> diskTrouble(Throwable failure) {
        return StateFaults.diskTrouble(failure);
    }
}
