package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Redactor;
import io.github.xnatpull.support.TextSafety;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what a status means that nobody asked for (RFC 9110 §15, contract §7.1). Another try can help after 408, 429, 500,
 * 502, 503, 504 and what proxies make of them; 501 and 505 are about the request's form and stay what they are.
 */
final class StatusFaults {
    private static final Set<Integer> PASSING = Set.of(408, 500, 502, 504, 520, 521, 522, 523, 524);
    private static final Pattern MESSAGE =
            Pattern.compile("<(h3|h1|title)[^>]*>(.*?)</\\1>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int MOST_SHOWN = 200;

    private final Clock clock;
    private final Redactor redactor;
    private final Duration longestPause;
    private final WireFaults wireFaults;

    StatusFaults(HttpSettings settings, HttpSeams seams) {
        this.clock = seams.clock();
        this.redactor = seams.redactor();
        this.longestPause = settings.retries().serverCap();
        this.wireFaults = new WireFaults(settings);
    }

    /** The fault, as a {@link MaybeLoggedOut} where the status may only mean that the server has forgotten us. */
    RuntimeException of(Request request, Reply reply) {
        int status = reply.status();
        String said = said(reply);
        if (PASSING.contains(status)) {
            return fault(FaultCode.SERVER_ERROR, request, "the server answered " + status + said);
        }
        return switch (status) {
            case 401 ->
                new MaybeLoggedOut(
                        fault(FaultCode.AUTH_EXPIRED, request, "the server answered 401, as if not logged in"));
            case 403 -> forbidden(request, said);
            case 204, 404, 410 ->
                new MaybeLoggedOut(fault(
                        FaultCode.NOT_FOUND,
                        request,
                        "the server has no such thing, or does not show it to this user (" + status + ")"));
            case 407 -> wireFaults.proxyRefused(request.action(), new IOException("407"));
            case 429, 503 -> busy(request, reply, said);
            default ->
                status < 400
                        ? fault(FaultCode.REPLY_UNEXPECTED, request, "the server answered " + status)
                        : fault(FaultCode.REQUEST_REFUSED, request, "the server answered " + status + said);
        };
    }

    private RuntimeException forbidden(Request request, String said) {
        String text = said.toLowerCase(Locale.ROOT);
        if (text.contains("not yet been configured")) {
            return fault(
                    FaultCode.SERVER_ERROR, request, "this XNAT has not been set up yet, or is just starting" + said);
        }
        if (text.contains("password") && text.contains("expire")) {
            return Fault.fault(FaultCode.AUTH_REJECTED)
                    .trying(request.action())
                    .advice("Log in to XNAT with a browser and set a new password, then run it again.")
                    .because("the password has expired");
        }
        return new MaybeLoggedOut(fault(FaultCode.AUTH_FORBIDDEN, request, "the server answered 403" + said));
    }

    private Fault busy(Request request, Reply reply, String said) {
        Optional<Duration> asked = RetryAfter.parse(reply.header("Retry-After"), clock.instant());
        boolean tooLong = asked.filter(wait -> wait.compareTo(longestPause) > 0).isPresent();
        String because = "the server answered " + reply.status() + said;
        if (asked.isPresent()) {
            because += " and asks to wait " + asked.get().toSeconds() + " s";
        }
        if (tooLong) {
            because += ", longer than the " + longestPause.toSeconds() + " s that xnatpull waits";
        }
        return Fault.fault(FaultCode.SERVER_BUSY)
                .trying(request.action())
                .retryAfter(asked.orElse(null))
                .because(because);
    }

    private static Fault fault(FaultCode code, Request request, String because) {
        return Fault.fault(code).trying(request.action()).because(because);
    }

    /** What the server says about it, in brackets; blank where it says nothing fit to show. */
    private String said(Reply reply) {
        try {
            String body = new String(reply.peek(1024), StandardCharsets.UTF_8);
            Matcher matcher = MESSAGE.matcher(body);
            String text =
                    matcher.find() ? matcher.group(2) : body.stripLeading().startsWith("<") ? "" : body;
            text = text.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").trim();
            return text.isEmpty() ? "" : " (" + TextSafety.visible(redactor.redact(text), MOST_SHOWN) + ")";
        } catch (IOException | Fault e) {
            return "";
        }
    }
}
