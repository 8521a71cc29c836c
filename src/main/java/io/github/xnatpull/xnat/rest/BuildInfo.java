package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.TextSafety;
import io.github.xnatpull.xnat.ServerInfo;
import io.github.xnatpull.xnat.http.AddressSearch;
import io.github.xnatpull.xnat.http.HttpGateway;
import io.github.xnatpull.xnat.http.Identity;
import io.github.xnatpull.xnat.http.Reply;
import io.github.xnatpull.xnat.http.Request;
import io.github.xnatpull.xnat.http.UrlPath;
import io.github.xnatpull.xnat.login.ServerSession;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks the server for its version, which it says to anybody: the probe for being there at all (contract §7.4). */
final class BuildInfo {
    private static final int LONGEST = 64 * 1024;
    private static final String ACTION = "reach the server";
    private static final JsonMapper JSON = new JsonMapper();
    /** What an address gives at which there is no XNAT. */
    private static final Set<FaultCode> MISPLACED = EnumSet.of(
            FaultCode.REPLY_UNEXPECTED,
            FaultCode.AUTH_EXPIRED,
            FaultCode.REDIRECT_OFF_ORIGIN,
            FaultCode.REQUEST_REFUSED,
            FaultCode.SERVER_UNREACHABLE);

    private final HttpGateway gateway;
    private final ServerSession session;
    private volatile Optional<ServerInfo> known = Optional.empty();

    /** @param session logs out of a session that even this question may open (contract §7.3) */
    BuildInfo(HttpGateway gateway, ServerSession session) {
        this.gateway = gateway;
        this.session = session;
    }

    /**
     * Asked once. Servers that hide their version, and those without the call, have a blank one: they answer to another question of
     * XNAT's.
     *
     * @throws Fault {@code CONFIG_INVALID} where there is an XNAT near, and none at this address
     */
    ServerInfo get() {
        if (known.isEmpty()) {
            known = Optional.of(new ServerInfo(gateway.server().url(), version()));
        }
        return known.get();
    }

    private String version() {
        try {
            return asked();
        } catch (Fault fault) {
            if (!MISPLACED.contains(fault.code())) {
                throw fault;
            }
            boolean isThere = fault.code() == FaultCode.AUTH_EXPIRED
                    && gateway.addresses().isXnat();
            if (!isThere) {
                AddressSearch search = gateway.addresses();
                throw fault.code() == FaultCode.SERVER_UNREACHABLE
                        ? search.unreached(fault)
                        : search.wrongAddress().orElse(fault);
            }
            return "";
        }
    }

    private String asked() {
        Request request = Request.get(UrlPath.of("xapi", "siteConfig", "buildInfo"), ACTION + " " + gateway.server())
                .accepting(400, 401, 403, 404);
        Optional<String> version = gateway.call(Identity.NOBODY, request, reply -> {
            session.given(reply);
            return reply.status() == 200 ? Optional.of(version(reply.unpacked(ACTION))) : Optional.empty();
        });
        if (version.isEmpty() && !gateway.addresses().isXnat()) {
            // A server that is starting may answer so too (contract §7.4): the login shows it.
            gateway.addresses().wrongAddress().ifPresent(fault -> {
                throw fault;
            });
        }
        return version.orElse("");
    }

    private static String version(Reply reply) throws IOException {
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
