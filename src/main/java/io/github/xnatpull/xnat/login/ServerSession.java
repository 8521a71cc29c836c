package io.github.xnatpull.xnat.login;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.support.Redactor;
import io.github.xnatpull.xnat.http.HttpGateway;
import io.github.xnatpull.xnat.http.HttpLimits;
import io.github.xnatpull.xnat.http.Identity;
import io.github.xnatpull.xnat.http.Reply;
import io.github.xnatpull.xnat.http.Request;
import io.github.xnatpull.xnat.http.Request.Method;
import io.github.xnatpull.xnat.http.UrlPath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one login of the process, shared by all threads. The password goes out with {@code POST /data/JSESSION} only; that
 * call answers 200 to anybody, so {@code /data/auth} must confirm who we are (contract §6.1). A refused login is final:
 * every further try would bring the account nearer to its lock (§6.5).
 */
public final class ServerSession implements Identity, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);
    private static final Pattern LOGGED_IN = Pattern.compile("User '(.*)' is logged in");
    private static final String GUEST = "guest";

    private final HttpGateway gateway;
    private final Supplier<Credentials> source;
    private final Redactor redactor;
    private final ReentrantLock login = new ReentrantLock();
    private final Set<String> toLogOut = new LinkedHashSet<>();
    private volatile @Nullable Standing standing;
    private volatile @Nullable Fault refused;
    private final AtomicInteger inVain = new AtomicInteger();
    private int failed;
    private boolean closed;
    private @Nullable Credentials credentials;

    /** @param source asked once, at the first login */
    public ServerSession(HttpGateway gateway, Supplier<Credentials> source, Redactor redactor) {
        this.gateway = gateway;
        this.source = source;
        this.redactor = redactor;
    }

    /** A login and whose it is, by the server's own word. */
    private record Standing(SessionCookie cookie, String user) {}

    /** The user the server takes us for; logs in on first use. */
    public String user() {
        return current().user();
    }

    @Override
    public SessionCookie cookie() {
        return current().cookie();
    }

    private Standing current() {
        Standing now = standing;
        return now != null ? now : loggedIn(0);
    }

    @Override
    public void renew(SessionCookie old) {
        loggedIn(old.generation());
    }

    /** A standing newer than this generation: somebody else's, made while we waited for the lock, or our own. */
    private Standing loggedIn(long after) {
        login.lock();
        try {
            Standing now = standing;
            if (now != null && now.cookie().generation() > after) {
                return now;
            }
            if (closed) {
                throw over();
            }
            Fault before = refused;
            if (before != null) {
                throw again(before);
            }
            if (inVain.get() >= HttpLimits.LOGINS_IN_VAIN) {
                throw forgotten();
            }
            Standing made = confirmedLogin(after + 1);
            inVain.incrementAndGet();
            failed = 0;
            standing = made;
            return made;
        } catch (Fault fault) {
            Fault told = isEnough(fault) ? shutOut(fault) : fault;
            if (told != fault || fault.code() == FaultCode.AUTH_REJECTED) {
                refused = told;
            }
            throw told;
        } finally {
            login.unlock();
        }
    }

    private boolean isEnough(Fault fault) {
        return standing != null
                && fault.kind() != FaultKind.INTERRUPTED
                && fault.code() != FaultCode.AUTH_REJECTED
                && fault.code() != FaultCode.SERVER_AWAY
                && ++failed >= HttpLimits.FAILED_LOGINS;
    }

    /** A server that let us in when the run began is ill: going on would send the password for every request. */
    private static Fault shutOut(Fault fault) {
        return Fault.fault(FaultCode.SERVER_AWAY)
                .trying(fault.action())
                .cause(fault)
                .meaning("It took the login before; what landed counts")
                .because(fault.because());
    }

    /** Work that was interrupted, and has not noticed yet, must open no session that nobody would end. */
    private Fault over() {
        return Fault.fault(FaultCode.STOPPED)
                .trying("log in to " + gateway.server())
                .because("it has been logged out of already: the run is over");
    }

    /** Every login is one more session on the server, and a step nearer to the account's lock. */
    private Fault forgotten() {
        return Fault.fault(FaultCode.AUTH_REJECTED)
                .trying(loginRequest(credentials()).action() + " once more")
                .meaning("It is not tried again; what landed counts")
                .advice("Run it again; if it persists, check the account's session limit.")
                .because("the server forgets each login as soon as it is made: " + HttpLimits.LOGINS_IN_VAIN
                        + " in a row were good for no reply");
    }

    @Override
    public void served(SessionCookie cookie) {
        Standing now = standing;
        if (now != null && now.cookie().generation() == cookie.generation()) {
            inVain.set(0);
        }
    }

    /** The same refusal for another thread: an exception is nobody's to share. */
    private static Fault again(Fault refused) {
        return Fault.fault(refused.code())
                .trying(refused.action())
                .advice(refused.advice())
                .meaning(refused.meaning())
                .because(refused.because());
    }

    /**
     * A server that takes the password and then does not know us has restarted in between, or a page was put in front of
     * its word: neither counts as a failed login, so it may be asked again. A refused password never is.
     */
    private Standing confirmedLogin(long generation) {
        for (int tries = 1; tries < HttpLimits.UNCONFIRMED_LOGINS; tries++) {
            Optional<Standing> made = logIn(generation);
            if (made.isPresent()) {
                return made.get();
            }
        }
        return logIn(generation)
                .orElseThrow(() -> rejected(
                        loginRequest(credentials()),
                        credentials(),
                        "the server opened a session for nobody in particular (its answer is 200 all the same)"));
    }

    private Request loginRequest(Credentials mine) {
        return Request.of(
                Method.POST, UrlPath.of("data", "JSESSION"), "log in to " + gateway.server() + " as " + mine.user());
    }

    /** Empty where the server took the password, and does not say that it knows us. */
    private Optional<Standing> logIn(long generation) {
        Credentials mine = credentials();
        CookieJar jar = new CookieJar(redactor);
        Request request = loginRequest(mine)
                .with("Authorization", mine.authorization(redactor))
                .accepting(401);
        if (standing != null) {
            request = request.accepting(404).asRenewal();
        }
        try {
            int status = gateway.call(Identity.NOBODY, request, new LoginReply(request, mine, jar)::take);
            if (status == 401) {
                throw rejected(request, mine, "the server refused user and password");
            }
            return confirmed(jar).map(user -> new Standing(new SessionCookie(generation, jar.header()), user));
        } catch (Fault fault) {
            if (fault.code() == FaultCode.AUTH_EXPIRED) {
                throw rejected(request, mine, fault.because());
            }
            throw fault.code() == FaultCode.NOT_FOUND ? noXnat(request) : fault;
        } finally {
            jar.sessionId().ifPresent(id -> toLogOut.add(jar.header()));
        }
    }

    private static Fault noXnat(Request request) {
        return Fault.fault(FaultCode.REPLY_UNEXPECTED)
                .trying(request.action())
                .because("there is no XNAT at this address (404)");
    }

    private Credentials credentials() {
        Credentials known = credentials;
        if (known == null) {
            known = source.get();
            credentials = known;
        }
        return known;
    }

    private Optional<String> confirmed(CookieJar jar) {
        Optional<String> user = whoIs(jar.header(), reply -> jar.take(reply));
        return user.filter(name -> !name.equals(GUEST));
    }

    @Override
    public boolean confirms(SessionCookie cookie) {
        Standing now = standing;
        if (now == null || now.cookie().generation() != cookie.generation()) {
            return false;
        }
        return whoIs(cookie.cookie(), this::given).filter(now.user()::equals).isPresent();
    }

    /** Notes a session that a reply to nobody in particular opened, so that it is closed in the end too. */
    public void given(Reply reply) {
        CookieJar jar = new CookieJar(redactor);
        jar.take(reply);
        login.lock();
        try {
            jar.sessionId().ifPresent(id -> toLogOut.add(jar.header()));
        } finally {
            login.unlock();
        }
    }

    /** Whom the server takes the bearer of this cookie for; empty for nobody. */
    private Optional<String> whoIs(String cookie, java.util.function.Consumer<Reply> also) {
        Request request = Request.get(UrlPath.of("data", "auth"), "ask " + gateway.server() + " who we are")
                .with("Cookie", cookie)
                .accepting(401, 404);
        try {
            return gateway.call(Identity.NOBODY, request, reply -> {
                also.accept(reply);
                LoginReply.requireXnat(reply, request);
                Matcher matcher = LOGGED_IN.matcher(LoginReply.text(reply, request));
                return reply.status() == 200 && matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
            });
        } catch (Fault fault) {
            if (fault.code() == FaultCode.AUTH_EXPIRED || fault.code() == FaultCode.REDIRECT_OFF_ORIGIN) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    static Fault rejected(Request request, Credentials mine, String because) {
        return Fault.fault(FaultCode.AUTH_REJECTED)
                .trying(request.action() + " (credentials from " + mine.source() + ")")
                .meaning("It is not tried again, because further tries could lock the account")
                .because(because);
    }

    /** Logs out of every session we were given, whatever became of it; first of the one that is surely open. */
    @Override
    public void close() {
        login.lock();
        try {
            int left = toLogOut.size();
            for (String cookie : newestFirst()) {
                Optional<Fault> failure = logOut(cookie);
                if (failure.isPresent()) {
                    // The next would fare no better, and the end of a run is not the time to wait.
                    LOG.info(
                            "{} could not be ended on {}: {}. The server ends what is idle by itself.",
                            Plural.of(left, "login"),
                            gateway.server(),
                            failure.get().because());
                    break;
                }
                left--;
            }
            toLogOut.clear();
            standing = null;
            closed = true;
        } finally {
            login.unlock();
        }
    }

    private Deque<String> newestFirst() {
        Deque<String> cookies = new ArrayDeque<>();
        toLogOut.forEach(cookies::addFirst);
        Standing now = standing;
        if (now != null && cookies.remove(now.cookie().cookie())) {
            cookies.addFirst(now.cookie().cookie());
        }
        return cookies;
    }

    /** What kept a session from being ended; a server that no longer knows it has ended it. */
    private Optional<Fault> logOut(String cookie) {
        Request request = Request.of(Method.DELETE, UrlPath.of("data", "JSESSION"), "log out of " + gateway.server())
                .with("Cookie", cookie)
                .accepting(401, 404)
                .within(HttpLimits.LOGOUT_DEADLINE)
                .asFarewell();
        Optional<Fault> failure = Optional.empty();
        for (int tries = 1; tries <= HttpLimits.LOGOUTS; tries++) {
            try {
                gateway.call(Identity.NOBODY, request, Reply::status);
                return Optional.empty();
            } catch (Fault fault) {
                failure = Optional.of(fault);
            }
        }
        return failure;
    }
}
