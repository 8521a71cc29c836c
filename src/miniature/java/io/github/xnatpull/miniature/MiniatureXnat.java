package io.github.xnatpull.miniature;

import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.http.HttpServer;
import io.github.xnatpull.miniature.http.ReplyFilter;
import io.github.xnatpull.miniature.http.RequestLog;
import io.github.xnatpull.miniature.rest.Account;
import io.github.xnatpull.miniature.rest.RestApplication;
import io.github.xnatpull.miniature.rest.RouteKind;
import io.github.xnatpull.miniature.rest.ServerSessions;
import io.github.xnatpull.miniature.rest.Site;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A running miniature XNAT on 127.0.0.1. */
public final class MiniatureXnat implements AutoCloseable {
    /** Who may log in where no account was added; the password is the same. */
    public static final String STANDARD_USER = "demo";

    private final HttpServer server;
    private final RestApplication application;
    private final MiniatureArchive archive;
    private final String contextPath;

    private MiniatureXnat(
            HttpServer server, RestApplication application, MiniatureArchive archive, String contextPath) {
        this.server = server;
        this.application = application;
        this.archive = archive;
        this.contextPath = contextPath;
    }

    /**
     * Starts one with everything as standard: any free port, closed site, user {@code demo} with password {@code demo}.
     *
     * @throws java.io.UncheckedIOException when the port is taken
     */
    public static MiniatureXnat start(MiniatureArchive archive) {
        return start(archive, new Settings());
    }

    /**
     * Starts one.
     *
     * @throws java.io.UncheckedIOException when the port is taken
     */
    public static MiniatureXnat start(MiniatureArchive archive, Settings settings) {
        RestApplication application = new RestApplication(settings.site(), archive);
        HttpServer server = HttpServer.start(settings.port, application, settings.filter, settings.clock);
        return new MiniatureXnat(server, application, archive, settings.contextPath);
    }

    /** The address users configure: with the context path, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.port() + contextPath;
    }

    /** A full address for a path such as {@code /data/projects}. */
    public URI uri(String path) {
        return URI.create(url() + path);
    }

    public int port() {
        return server.port();
    }

    public MiniatureArchive archive() {
        return archive;
    }

    /** Every request since the start. */
    public RequestLog log() {
        return server.log();
    }

    /** Requests of one kind since the start. */
    public long requests(RouteKind kind) {
        return log().matching(line -> application.kindOf(line.request()) == kind)
                .size();
    }

    /** Who is logged in, and how often anybody did. */
    public ServerSessions sessions() {
        return application.sessions();
    }

    /** Connections open now. */
    public int openConnections() {
        return server.openConnections();
    }

    /** Connections since the start. */
    public int connections() {
        return server.acceptedConnections();
    }

    @Override
    public void close() {
        server.close();
    }

    /** How a miniature is set up; read once, at its start. */
    public static final class Settings {
        private final List<Account> accounts = new ArrayList<>();
        private int port;
        private String contextPath = "";
        private String version = "1.8.10";
        private boolean open;
        private boolean deflating;
        private final Set<String> typesNotSetUp = new HashSet<>();
        private boolean old;
        private Duration idleTimeout = Duration.ofMinutes(15);
        private int maxSessions = 1000;
        private int maxFailedLogins = 20;
        private Clock clock = Clock.systemUTC();
        private ReplyFilter filter = ReplyFilter.NONE;

        /** 0 for any free one. */
        public Settings port(int newPort) {
            port = newPort;
            return this;
        }

        /** For example {@code /xnat}. */
        public Settings contextPath(String newContextPath) {
            contextPath = newContextPath;
            return this;
        }

        /** What buildInfo says; {@code 1.10…} also changes what 1.10 changed. */
        public Settings version(String newVersion) {
            version = newVersion;
            return this;
        }

        /** Lets guests in: who is not logged in gets public projects and 404s, not 401. */
        public Settings openToGuests() {
            open = true;
            return this;
        }

        /** Sends DEFLATED archives where the request does not say; the standard is STORED. */
        public Settings deflatingArchives() {
            deflating = true;
            return this;
        }

        /** Adds a user who reads everything; the first one added takes the place of {@code demo}. */
        public Settings user(String name, String password) {
            return user(Account.of(name, password));
        }

        public Settings user(Account account) {
            accounts.add(account);
            return this;
        }

        /** Holds sessions of this type, which the site has not set up. */
        public Settings withoutType(String xsiType) {
            typesNotSetUp.add(xsiType);
            return this;
        }

        /** As XNAT 1.6 was: without {@code /xapi}, and with rows of files that have no digest key. */
        public Settings old() {
            old = true;
            return this;
        }

        /** Counted from the start of the last request, however long its reply takes. */
        public Settings idleTimeout(Duration timeout) {
            idleTimeout = timeout;
            return this;
        }

        public Settings maxSessions(int sessionsPerUser) {
            maxSessions = sessionsPerUser;
            return this;
        }

        public Settings maxFailedLogins(int tries) {
            maxFailedLogins = tries;
            return this;
        }

        public Settings clock(Clock newClock) {
            clock = newClock;
            return this;
        }

        /** Stands between the server and the wire. */
        public Settings filter(ReplyFilter newFilter) {
            filter = newFilter;
            return this;
        }

        private Site site() {
            List<Account> users = accounts.isEmpty() ? List.of(Account.of(STANDARD_USER, STANDARD_USER)) : List.copyOf(accounts);
            return new Site(
                    contextPath,version,open,deflating,users,Set.copyOf(typesNotSetUp), old,idleTimeout,maxSessions,maxFailedLogins,clock);
        }
    }
}
