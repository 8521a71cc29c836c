package io.github.xnatpull.miniature.rest;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The server's memory of who is logged in (contract §6.3, §6.4). */
public final class ServerSessions {
    private static final Duration LOCKED = Duration.ofHours(1);

    private final Site site;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ServerSession> sessions = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Instant> lockedSince = new HashMap<>();
    private volatile int maxSessions;
    private int logins;
    private int refused;

    ServerSessions(Site site) {
        this.site = site;
        this.maxSessions = site.maxSessions();
    }

    /** One server session. A refused one counts against its user's limit, but nobody is logged in by it. */
    static final class ServerSession {
        private final String id;
        private final Account account;
        private final String loginName;
        private final boolean loggedIn;
        private Instant lastRequest;

        ServerSession(String id, Account account, String loginName, boolean loggedIn, Instant now) {
            this.id = id;
            this.account = account;
            this.loginName = loginName;
            this.loggedIn = loggedIn;
            this.lastRequest = now;
        }

        String id() {
            return id;
        }

        Account account() {
            return loggedIn ? account : Account.GUEST;
        }

        boolean belongsTo(String user) {
            return loggedIn && (account.name().equals(user) || loginName.equals(user));
        }
    }

    /** The live session of this id, whose idle time starts anew. */
    synchronized Optional<ServerSession> use(String id) {
        ServerSession session = sessions.get(id);
        if (session == null || isOver(session)) {
            return Optional.empty();
        }
        session.lastRequest = site.clock().instant();
        return Optional.of(session);
    }

    synchronized ServerSession openAnonymous() {
        return open(Account.GUEST, "", false);
    }

    /** Opens one whatever the limit. */
    synchronized ServerSession open(Account account, String loginName) {
        logins++;
        failures.remove(account.name());
        return open(account, loginName, true);
    }

    /** Opens one, or registers the attempt and answers nothing where the user has too many. */
    synchronized Optional<ServerSession> openWithinLimit(Account account, String loginName) {
        if (openSessionsOf(account.name()) >= maxSessions) {
            refused++;
            open(account, loginName, false);
            return Optional.empty();
        }
        return Optional.of(open(account, loginName));
    }

    private ServerSession open(Account account, String loginName, boolean loggedIn) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT);
        ServerSession session =
                new ServerSession(id, account, loginName, loggedIn, site.clock().instant());
        sessions.put(id, session);
        return session;
    }

    synchronized void close(String id) {
        sessions.remove(id);
    }

    synchronized void failed(String user) {
        refused++;
        if (failures.merge(user, 1, Integer::sum) >= site.maxFailedLogins()) {
            lockedSince.put(user, site.clock().instant());
            failures.remove(user);
        }
    }

    synchronized boolean isLocked(String user) {
        Instant since = lockedSince.get(user);
        return since != null && site.clock().instant().isBefore(since.plus(LOCKED));
    }

    private boolean isOver(ServerSession session) {
        return site.clock().instant().isAfter(session.lastRequest.plus(site.idleTimeout()));
    }

    /** Ends every session, as a restart of the server does. */
    public synchronized void expireAll() {
        sessions.clear();
    }

    /** Changes how many sessions one user may have. */
    public void limitTo(int sessionsPerUser) {
        maxSessions = sessionsPerUser;
    }

    /** Sessions of a user that are open now, refused attempts included. */
    public synchronized int openSessionsOf(String user) {
        return (int) sessions.values().stream()
                .filter(session -> session.account.name().equals(user) && !isOver(session))
                .count();
    }

    /** Sessions open now in which somebody is logged in. */
    public synchronized int open() {
        return (int) sessions.values().stream()
                .filter(session -> session.loggedIn && !isOver(session))
                .count();
    }

    /** Successful logins since the start: each made a server session. */
    public synchronized int logins() {
        return logins;
    }

    /** Logins refused since the start: wrong password, locked account, too many sessions. */
    public synchronized int refusedLogins() {
        return refused;
    }
}
