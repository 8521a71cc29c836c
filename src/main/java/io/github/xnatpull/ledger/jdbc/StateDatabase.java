package io.github.xnatpull.ledger.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.xnatpull.fault.Fault;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The open state of a destination. Embedded it is HSQLDB with every commit forced to disk (with the default delay a kill
 * loses transactions); shared by several machines it is PostgreSQL. Connections are fetched lazily, so that a chunk's
 * transaction holds none while it downloads.
 */
public final class StateDatabase implements AutoCloseable {
    private static final String NAME = "xnatpull";

    private final HikariDataSource pool;
    private final DataSource dataSource;
    private final boolean hsqldb;
    private final boolean readOnly;
    private final Optional<StateRoom> room;
    private volatile Runnable guard = () -> {};

    private StateDatabase(HikariDataSource pool, boolean hsqldb, boolean readOnly, Optional<StateRoom> room) {
        this.room = room;
        this.pool = pool;
        this.hsqldb = hsqldb;
        this.readOnly = readOnly;
        LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
        lazy.setTargetDataSource(pool);
        lazy.setDefaultAutoCommit(true);
        lazy.setDefaultTransactionIsolation(java.sql.Connection.TRANSACTION_READ_COMMITTED);
        this.dataSource = lazy;
    }

    /**
     * Opens the state, making it where there is none. The destination's lock must be held.
     *
     * @param directory of the embedded database
     * @param connections how many threads use it at a time
     */
    public static StateDatabase open(Path directory, int connections) {
        return embedded(directory, connections, Purpose.MAKE);
    }

    /** Opens what is there, to be changed. Makes no tables, which would hide that they are lost. */
    public static StateDatabase openExisting(Path directory, int connections) {
        return embedded(directory, connections, Purpose.CHANGE);
    }

    /** Opens what is there for a look; changes nothing on disk, but for what a kill cut short. The lock must be held. */
    public static StateDatabase openForReading(Path directory, int connections) {
        if (!wasClosed(directory)) {
            // Where HSQLDB may not write, its replay of the log can end early without a word (measured on 2.7.3).
            openExisting(directory, 1).close();
        }
        return embedded(directory, connections, Purpose.LOOK);
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

    /** Opens a shared PostgreSQL state. User and password come from the URL or the driver's own sources. */
    public static StateDatabase openShared(String jdbcUrl, int connections) {
        return opened(
                jdbcUrl,
                connections,
                Purpose.MAKE,
                Optional.empty(),
                jdbcUrl.replaceAll("[?].*", ""),
                Optional.empty());
    }

    private enum Purpose {
        MAKE,
        CHANGE,
        LOOK
    }

    private static StateDatabase embedded(Path directory, int connections, Purpose purpose) {
        boolean readOnly = purpose == Purpose.LOOK;
        String url = "jdbc:hsqldb:file:" + directory.resolve(NAME)
                + ";hsqldb.write_delay=false;hsqldb.tx=mvcc;hsqldb.lock_file=false;hsqldb.log_size=20"
                // "a" and "a " are two names, and no separator sorts below an end that is padded with blanks
                + ";sql.pad_space=false"
                + ";hsqldb.nio_data_file=false;hsqldb.cache_rows=20000;hsqldb.cache_size=16000"
                // HSQLDB keeps a database open in the process, and what was opened for reading stays read-only
                + (readOnly ? ";readonly=true;shutdown=true" : "");
        StateFaults.requireAllowed(directory, readOnly);
        Optional<StateRoom> room = readOnly ? Optional.empty() : Optional.of(new StateRoom(directory));
        room.ifPresent(StateRoom::require);
        return opened(url, connections, purpose, Optional.of(directory), directory.toString(), room);
    }

    private static StateDatabase opened(
            String url, int connections, Purpose purpose, Optional<Path> directory, String where, Optional<StateRoom> room) {
        boolean readOnly = purpose == Purpose.LOOK;
        boolean hsqldb = url.startsWith("jdbc:hsqldb:");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        if (hsqldb) {
            config.setUsername("SA");
            config.setPassword("");
        }
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
            pool = new HikariDataSource(config);
            switch (purpose) {
                case MAKE -> Schema.prepare(pool, hsqldb, where);
                case CHANGE -> Schema.update(pool, hsqldb, where);
                case LOOK -> Schema.check(pool, where);
            }
            return new StateDatabase(pool, hsqldb, readOnly, room);
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw StateFaults.unopened(e, where, directory, readOnly);
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
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.setFetchSize(1000);
        return jdbc;
    }

    /** @param check is run before each commit, and throws where nothing may be committed any more */
    public void guardCommits(Runnable check) {
        guard = check;
    }

    /** Commits only what the disk has room for, and only as long as the guard allows. */
    public JdbcTransactionManager transactionManager() {
        return new JdbcTransactionManager(dataSource) {
            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                guard.run();
                room.ifPresent(StateRoom::require);
                super.doCommit(status);
            }
        };
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
        if (hsqldb) {
            jdbc().execute("CHECKPOINT DEFRAG");
        }
    }

    /**
     * Closes in good order: HSQLDB is told to shut down, so that the next start finds no log to replay. Where nothing may
     * be committed any more it is only left: a shutdown would write over files that another process has open.
     */
    @Override
    public void close() {
        if (hsqldb && !readOnly && mayCommit()) {
            try (var connection = pool.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            } catch (SQLException e) {
                // Every commit is on disk already; the next start replays the log.
                pool.close();
                return;
            }
        }
        pool.close();
    }

    private boolean mayCommit() {
        try {
            guard.run();
            return true;
        } catch (Fault refused) {
            return false;
        }
    }

    /** What makes HSQLDB walk the index that the order names; it would take the primary key and sort. Nothing elsewhere. */
    String usingIndex() {
        return hsqldb ? " using index" : "";
    }

    /** What a failed statement or commit means where the disk is the reason; empty where it is not. */
    public static Optional<Fault> diskTrouble(Throwable failure) {
        return StateFaults.diskTrouble(failure);
    }
}
