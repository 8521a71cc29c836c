package io.github.xnatpull.state;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.Map;
import org.hsqldb.jdbc.JDBCConnection;
import org.hsqldb.persist.HsqlProperties;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connections to HSQLDB in this process. Path and settings are handed over apart: in a JDBC URL the path would be read as
 * settings from its first semicolon on, <code>${…}</code> in it as a system property and {@code ~} as a home.
 */
final class EmbeddedDatabase extends AbstractDataSource {
    /** HSQLDB's word for a database in files. */
    private static final String IN_FILES = "file:";

    private final Path base;
    private final Map<String, String> settings;
    private boolean closed;

    /**
     * @param base path of its files, without their endings
     * @param settings HSQLDB's connection properties
     */
    EmbeddedDatabase(Path base, Map<String, String> settings) {
        this.base = base;
        this.settings = Map.copyOf(settings);
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (closed) {
            throw new SQLNonTransientConnectionException("The state is closed");
        }
        HsqlProperties properties = new HsqlProperties();
        settings.forEach(properties::setProperty);
        properties.setProperty("connection_type", IN_FILES);
        properties.setProperty("database", base.toString());
        properties.setProperty("user", "SA");
        properties.setProperty("password", "");
        return new JDBCConnection(properties);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    /**
     * Gives no connection from here on. A pool fills itself up in a thread of its own, and a connection to a database that
     * was shut down opens it once more: its files would come back after their lock was given up.
     */
    synchronized void refuseConnections() {
        closed = true;
    }

    /** Tells HSQLDB to close its files in good order, so that the next start finds no log to replay. Not twice. */
    synchronized void shutDown() throws SQLException {
        try (Connection connection = getConnection();
                Statement statement = connection.createStatement()) {
            closed = true;
            statement.execute("SHUTDOWN");
        }
    }

    /** A database in this process lets nobody wait for a login. */
    @Override
    public void setLoginTimeout(int seconds) {}
}
