package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.support.Durations;
import io.github.xnatpull.xnat.http.Identity.SessionCookie;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to a server. Everything that is asked of it goes through here and shares what it teaches: when it wants a
 * pause, when it is away, that it has forgotten us. A fault that comes out has been retried as often as makes sense.
 */
public final class HttpGateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);
    private static final Duration PROBE = Duration.ofSeconds(20);
    private static final int MOST_LOGINS_PER_TRY = 2;
    private static final int UNAVAILABLE = 503;
    /** How what stands before a server answers while that restarts. */
    private static final Set<Integer> STARTING = Set.of(502, UNAVAILABLE, 504);
    /** What a proxy refuses is no word of the server either, and the next request fares no better. */
    private static final Set<FaultCode> ILLNESS = Set.of(
            FaultCode.SERVER_UNREACHABLE,
            FaultCode.CONNECTION_LOST,
            FaultCode.STALLED,
            FaultCode.SERVER_ERROR,
            FaultCode.PROXY_REFUSED);

    /** How what stands before XNAT answers a login: with a page of its own, the way to one, or not at all. */
    private static final Set<FaultCode> FOREIGN =
            Set.of(FaultCode.REPLY_UNEXPECTED, FaultCode.REDIRECT_OFF_ORIGIN, FaultCode.AUTH_FORBIDDEN);

    /** Counted where the status is known: a 503 is an illness, a 429 is not. */
    private static final Set<FaultCode> NO_NEWS = Set.of(FaultCode.SERVER_AWAY, FaultCode.SERVER_BUSY);

    private final HttpSettings settings;
    private final HttpSeams seams;
    private final Wire wire;
    private final Redirects redirects;
    private final StatusFaults statusFaults;
    private final StoppableSleep waiting;
    private final Pacer pacer;
    private final ServerHealth health;
    private volatile boolean everAnswered;

    public HttpGateway(HttpSettings settings, HttpSeams seams) {
        this.settings = settings;
        this.seams = seams;
        this.waiting = new StoppableSleep(seams.sleeper(), seams.stop());
        this.pacer = new Pacer(seams.nanos(), waiting);
        this.health = new ServerHealth(settings, seams, waiting, this::probe);
        this.wire = new ApacheWire(settings, seams);
        this.redirects = new Redirects(wire, settings.server());
        this.statusFaults = new StatusFaults(settings, seams);
    }

    public ServerAddress server() {
        return settings.server();
    }

    /**
     * Sends a request and has its reply handled, as often as needed.
     *
     * @throws Fault the last one, with those before as suppressed exceptions
     */
    public <T> T call(Identity identity, Request request, ReplyHandler<T> handler) {
        Tries attempts = new Tries(settings.retries(), seams);
        while (true) {
            if (!request.farewell()) {
                awaitTurn(request.action(), attempts);
            }
            try {
                T value = authenticated(identity, request, handler, attempts);
                everAnswered = true;
                health.answered();
                return value;
            } catch (IdentityFault fault) {
                throw attempts.withHistory(fault.fault());
            } catch (Fault fault) {
                learn(request, fault);
                waitAfter(request, fault, attempts);
            }
        }
    }

    private void awaitTurn(String action, Tries attempts) {
        try {
            long away = health.awaitServer(action);
            if (away > 0) {
                attempts.serverIsBack(away);
            }
            pacer.await(action);
        } catch (Fault fault) {
            throw attempts.withHistory(fault);
        }
    }

    private void learn(Request request, Fault fault) {
        if (isIllness(request, fault)) {
            health.failed();
        } else if (fault.kind() != FaultKind.INTERRUPTED && !NO_NEWS.contains(fault.code())) {
            health.answered();
        }
    }

    private static boolean isIllness(Request request, Fault fault) {
        return ILLNESS.contains(fault.code()) || isForeign(request, fault);
    }

    private static boolean isForeign(Request request, Fault fault) {
        return request.renewal() && FOREIGN.contains(fault.code());
    }

    private void waitAfter(Request request, Fault fault, Tries attempts) {
        Fault seen = fault.code() == FaultCode.TLS_UNTRUSTED && everAnswered ? noLongerTrusted(fault) : fault;
        if (!isPassing(request, seen) || request.farewell()) {
            throw attempts.withHistory(seen);
        }
        Optional<Duration> pause = attempts.after(seen);
        if (seams.stop().requested()) {
            throw attempts.withHistory(pause.isPresent() ? StoppableSleep.stopped(request.action()) : seen);
        }
        if (pause.isEmpty()) {
            if (!isWorthMore(request, seen, attempts)) {
                throw attempts.withHistory(seen);
            }
            return;
        }
        LOG.debug("{} [{}] Next try in {}.", seen.getMessage(), seen.code().id(), Durations.text(pause.get()));
        if (seen.code() == FaultCode.SERVER_BUSY) {
            pacer.pause(pause.get());
        } else {
            waiting.sleep(pause.get(), request.action());
        }
    }

    /** A password is not sent again because its answer was odd: that may count as a failed login (contract §6.5). */
    private static boolean isPassing(Request request, Fault fault) {
        boolean passing = fault.kind() == FaultKind.SERVER_TRANSIENT && fault.code() != FaultCode.SERVER_AWAY;
        return isForeign(request, fault)
                || passing
                        && (request.method() != Request.Method.POST
                                || ILLNESS.contains(fault.code())
                                || fault.code() == FaultCode.SERVER_BUSY);
    }

    /**
     * Whether a request whose tries have run out is asked again: when a server that answered before is back, however long
     * that takes within {@code serverAway}. One that never answered is more likely a wrong address, but for who runs at
     * night, when servers restart.
     */
    private boolean isWorthMore(Request request, Fault fault, Tries attempts) {
        boolean ill = isIllness(request, fault)
                || fault.code() == FaultCode.SERVER_BUSY && attempts.lastStatus() == UNAVAILABLE && !isTooLong(fault);
        boolean awaited = everAnswered || settings.awaitsStart() && isStarting(fault, attempts);
        if (!ill || !awaited || settings.deadlines().serverAway().isZero()) {
            return false;
        }
        if (!everAnswered) {
            health.refusedFirst(fault.because());
        }
        return health.isThere(attempts.lastTryBegun()) ? attempts.takeLastTry(fault) : attempts.beginAgain();
    }

    /** Whether a server that never answered may be starting: not one that nobody knows, or whose certificate is bad. */
    private static boolean isStarting(Fault fault, Tries attempts) {
        if (fault.code() == FaultCode.SERVER_ERROR || fault.code() == FaultCode.SERVER_BUSY) {
            return STARTING.contains(attempts.lastStatus());
        }
        boolean network = fault.code() == FaultCode.SERVER_UNREACHABLE || fault.code() == FaultCode.CONNECTION_LOST;
        return network
                && !(fault.getCause() instanceof UnknownHostException)
                && !(fault.getCause() instanceof SSLException);
    }

    /** A certificate that was good when the run began is the server's illness, not the user's mistake. */
    private static Fault noLongerTrusted(Fault fault) {
        return Fault.fault(FaultCode.SERVER_AWAY)
                .trying(fault.action())
                .cause(fault)
                .meaning("It was trusted when the run began; what landed counts")
                .advice("When the server has a good certificate again, run 'xnatpull resume'.")
                .because(fault.because());
    }

    /** One try, which a new login may repeat. */
    private <T> T authenticated(Identity identity, Request request, ReplyHandler<T> handler, Tries attempts) {
        for (int logins = 0; ; logins++) {
            SessionCookie cookie = asking(identity::cookie);
            try {
                T value = exchange(cookie, request, handler, attempts);
                if (!handler.isSurprising(value) || confirmed(identity, cookie, handler, value)) {
                    identity.served(cookie);
                    return value;
                }
            } catch (MaybeLoggedOut doubt) {
                if (asking(() -> identity.confirms(cookie))) {
                    throw doubt.fault();
                }
            }
            if (logins >= MOST_LOGINS_PER_TRY) {
                throw Fault.fault(FaultCode.AUTH_EXPIRED)
                        .trying(request.action())
                        .because("the server forgets the login as soon as it is made");
            }
            asking(() -> {
                identity.renew(cookie);
                return true;
            });
        }
    }

    /** Whether a surprising value is to be believed; it is let go of where not. */
    private static <T> boolean confirmed(Identity identity, SessionCookie cookie, ReplyHandler<T> handler, T value) {
        boolean confirmed = false;
        try {
            confirmed = asking(() -> identity.confirms(cookie));
            return confirmed;
        } finally {
            if (!confirmed) {
                handler.discard(value);
            }
        }
    }

    /** What the identity asks of the server has had its own tries; they are not multiplied by ours. */
    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (Fault fault) {
            throw new IdentityFault(fault);
        }
    }

    /** A fault that ends the request: we cannot be or become ourselves. Never leaves the gateway. */
    private static final class IdentityFault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Fault fault;

        IdentityFault(Fault fault) {
            super(fault.getMessage(), fault, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    private <T> T exchange(SessionCookie cookie, Request request, ReplyHandler<T> handler, Tries attempts) {
        Reply reply = redirects.follow(request, cookie.cookie());
        boolean kept = false;
        try {
            if (!request.accepted().contains(reply.status())) {
                throw refusal(request, reply, handler, attempts);
            }
            T value = handler.handle(reply);
            kept = handler.keepsReply();
            return value;
        } catch (IOException e) {
            throw Fault.fault(FaultCode.CONNECTION_LOST)
                    .trying(request.action())
                    .cause(e)
                    .because("the connection broke in the middle of the reply");
        } finally {
            if (!kept) {
                reply.close();
            }
        }
    }

    private RuntimeException refusal(Request request, Reply reply, ReplyHandler<?> handler, Tries attempts) {
        RuntimeException refusal = statusFaults.of(request, reply);
        attempts.answered(reply.status());
        if (reply.status() == UNAVAILABLE) {
            health.failed();
        }
        if (refusal instanceof Fault fault) {
            heedLongPause(fault);
        }
        if (reply.status() != 500 || !attempts.isFirst()) {
            return refusal;
        }
        reply.close();
        return handler.meaningOfServerError().map(RuntimeException.class::cast).orElse(refusal);
    }

    /** A pause that is too long for this request is meant for all the others no less. */
    private void heedLongPause(Fault fault) {
        if (isTooLong(fault)) {
            health.sentAway(fault);
            if (!settings.deadlines().serverAway().isZero()) {
                pacer.pause(settings.retries().serverCap());
            }
        }
    }

    private boolean isTooLong(Fault fault) {
        Duration longest = settings.retries().serverCap();
        return fault.retryAfter().filter(wait -> wait.compareTo(longest) > 0).isPresent();
    }

    /**
     * Whether the server is there: it says its version without a login, or would if we were allowed (contract §7.4). Where
     * that is hidden, which looks as if XNAT were starting, it says who we are, as only a started XNAT does (§6.1, §6.6).
     */
    private boolean probe() {
        return switch (probed(UrlPath.of("xapi", "siteConfig", "buildInfo"), "{")) {
            case 200, 401 -> true;
            case 403, 404 -> List.of(200, 401).contains(probed(UrlPath.of("data", "auth"), "User '"));
            default -> false;
        };
    }

    /** The status of the reply to nobody in particular; 0 for none, and for a 200 that does not begin like that. */
    private int probed(UrlPath path, String beginning) {
        Request request = Request.get(path, "see whether the server is back").within(PROBE);
        try (Reply reply = redirects.follow(request, "")) {
            byte[] start =
                    reply.status() == 200 ? reply.unpacked(request.action()).peek(beginning.length()) : new byte[0];
            boolean other = reply.status() == 200 && !new String(start, StandardCharsets.UTF_8).equals(beginning);
            return other ? 0 : reply.status();
        } catch (IOException | Fault | MaybeLoggedOut e) {
            return 0;
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
