package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.TextSafety;
import io.github.xnatpull.xnat.ServerInfo;
import io.github.xnatpull.xnat.http.HttpGateway;
import io.github.xnatpull.xnat.http.Identity;
import io.github.xnatpull.xnat.http.Reply;
import io.github.xnatpull.xnat.http.Request;
import io.github.xnatpull.xnat.http.UrlPath;
import io.github.xnatpull.xnat.login.ServerSession;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks the server for its version, which it says to anybody: the probe for being there at all (contract §7.4). */
final class BuildInfo {
    private static final int LONGEST = 64 * 1024;
    private static final String ACTION = "reach the server";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpGateway gateway;
    private final ServerSession session;

    /** @param session logs out of a session that even this question may open (contract §7.3) */
    BuildInfo(HttpGateway gateway, ServerSession session) {
        this.gateway = gateway;
        this.session = session;
    }

    /** Servers that hide their version, or are too old to have the call, have a blank one. */
    ServerInfo get() {
        Request request = Request.get(UrlPath.of("xapi", "siteConfig", "buildInfo"), ACTION + " " + gateway.server())
                .accepting(401, 403, 404);
        return new ServerInfo(gateway.server().url(), gateway.call(Identity.NOBODY, request, reply -> {
            session.given(reply);
            return version(reply.unpacked(ACTION));
        }));
    }

    private static String version(Reply reply) throws IOException {
        if (reply.status() != 200) {
            return "";
        }
        if (HtmlReply.looksLike(reply.peek(HtmlReply.ENOUGH))) {
            throw HtmlReply.insteadOf("its version", ACTION, reply);
        }
        try {
            String version =
                    JSON.readTree(ReplyText.of(reply, LONGEST)).path("version").asString("");
            return TextSafety.visible(version, 50);
        } catch (JacksonException e) {
            throw Fault.fault(FaultCode.REPLY_UNEXPECTED)
                    .trying(ACTION)
                    .cause(e)
                    .because("what it says of its version is no JSON");
        }
    }
}
