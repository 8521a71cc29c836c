package io.github.xnatpull.xnat.login;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.http.Reply;
import io.github.xnatpull.xnat.http.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads the reply to a login: the cookies of a session, or what came in its place. */
final class LoginReply {
    private static final int LONGEST = 64 * 1024;

    private final Request request;
    private final Credentials mine;
    private final CookieJar jar;

    /** @param jar gets the cookies */
    LoginReply(Request request, Credentials mine, CookieJar jar) {
        this.request = request;
        this.mine = mine;
        this.jar = jar;
    }

    /** The status, once the cookies of a 200 are in the jar. */
    int take(Reply reply) throws IOException {
        requireXnat(reply, request);
        jar.take(reply);
        if (reply.status() != 200) {
            return reply.status();
        }
        String body = bodyBesideCookie(reply);
        if (body.startsWith("<")) {
            throw page(body);
        }
        if (jar.sessionId().isEmpty()) {
            jar.takeSessionId(body);
        }
        if (jar.sessionId().isEmpty()) {
            throw noSession("the reply holds no session: what answers there is no XNAT, or a page in front of it");
        }
        return reply.status();
    }

    /** Nothing where it broke after a cookie: the session is open, and another login would leave it so. */
    private String bodyBesideCookie(Reply reply) throws IOException {
        try {
            return text(reply, request);
        } catch (IOException e) {
            if (jar.sessionId().isEmpty()) {
                throw e;
            }
            return "";
        } catch (Fault fault) {
            if (jar.sessionId().isEmpty() || fault.code() != FaultCode.STALLED) {
                throw fault;
            }
            return "";
        }
    }

    /** A form that wants a password has not taken ours; any other page is none of XNAT's. */
    private Fault page(String body) {
        return body.toLowerCase(Locale.ROOT).contains("password")
                ? ServerSession.rejected(request, mine, "a login page came in place of a session")
                : noSession(
                        "a web page came in place of a session: what answers there is no XNAT, or a page in front of it");
    }

    private Fault noSession(String because) {
        return Fault.fault(FaultCode.REPLY_UNEXPECTED).trying(request.action()).because(because);
    }

    /** XNAT always answers here; a 404, where it is let through, is the container's while XNAT starts (contract §7.4). */
    static void requireXnat(Reply reply, Request request) {
        if (reply.status() == 404) {
            throw Fault.fault(FaultCode.SERVER_ERROR)
                    .trying(request.action())
                    .because("the server answered 404 where XNAT always answers: it may be starting");
        }
    }

    /** The start of a body, which is all of it where it is XNAT's. */
    static String text(Reply reply, Request request) throws IOException {
        return new String(reply.unpacked(request.action()).body().readNBytes(LONGEST), StandardCharsets.UTF_8).trim();
    }
}
