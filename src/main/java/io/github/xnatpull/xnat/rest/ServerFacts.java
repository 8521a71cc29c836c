package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.xnat.http.HttpGateway;
import io.github.xnatpull.xnat.http.Identity;
import io.github.xnatpull.xnat.http.Reply;
import io.github.xnatpull.xnat.http.Request;
import io.github.xnatpull.xnat.http.UrlPath;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What only an examination asks a server. */
public final class ServerFacts {
    private static final int LONGEST = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpGateway gateway;
    private final Identity identity;

    ServerFacts(HttpGateway gateway, Identity identity) {
        this.gateway = gateway;
        this.identity = identity;
    }

    /** The server's time by the Date header (RFC 9110 §6.6.1), to the second; empty where it sends none. */
    public Optional<Instant> clock() {
        Request request = Request.get(UrlPath.of("xapi", "siteConfig", "buildInfo"), "ask the server for its time")
                .accepting(401, 403, 404);
        return gateway.call(Identity.NOBODY, request, reply -> date(reply.header("Date")));
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** When a token of ours ends (contract §6.2); empty where the server does not say. The reply's secrets stay here. */
    public Optional<Instant> tokenExpiry(String alias) {
        Request request = Request.get(UrlPath.of("data", "services", "tokens", "show"), "ask for the end of the token")
                .accepting(400, 401, 403, 404, 405, 500);
        try {
            return gateway.call(identity, request, reply -> expiry(reply.unpacked(request.action()), alias));
        } catch (Fault fault) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> expiry(Reply reply, String alias) throws IOException {
        if (reply.status() != 200) {
            return Optional.empty();
        }
        try {
            for (JsonNode token : JSON.readTree(ReplyText.of(reply, LONGEST)).findParents("alias")) {
                long end = token.path("estimatedExpirationTime").asLong(0);
                if (token.path("alias").asString("").equals(alias) && end > 0) {
                    return Optional.of(Instant.ofEpochMilli(end));
                }
            }
        } catch (JacksonException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
