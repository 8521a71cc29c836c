package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.TextSafety;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.http.HttpGateway;
import io.github.xnatpull.xnat.http.Identity;
import io.github.xnatpull.xnat.http.Request;
import io.github.xnatpull.xnat.http.UrlPath;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One session by its own document (contract §8.1), which is there for sessions that stand in no listing too (§16.1). */
final class SessionItem {
    private static final int LARGEST = 16 << 20;
    private static final String SESSION_TYPE_ENDS = "sessiondata";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpGateway gateway;
    private final Identity identity;

    SessionItem(HttpGateway gateway, Identity identity) {
        this.gateway = gateway;
        this.identity = identity;
    }

    /** Empty where there is none that this user can see, and where it is no imaging session. */
    Optional<SessionRow> byAccessionId(String accessionId) {
        if (!Addresses.isPlain(accessionId)) {
            return Optional.empty();
        }
        return document(UrlPath.of("data", "experiments", accessionId), "look up session " + shown(accessionId))
                .flatMap(document -> session(document, accessionId));
    }

    private Optional<SessionRow> session(JsonNode document, String accessionId) {
        JsonNode fields = document.path("data_fields");
        String type = document.path("meta").path("xsi:type").asString("");
        boolean isSession = type.toLowerCase(Locale.ROOT).endsWith(SESSION_TYPE_ENDS)
                && fields.path("ID").asString("").equals(accessionId);
        if (!isSession) {
            return Optional.empty();
        }
        String project = fields.path("project").asString("");
        String subject = fields.path("subject_ID").asString("");
        return Optional.of(new SessionRow(
                project,
                accessionId,
                fields.path("label").asString(""),
                subject,
                subjectLabel(project, subject),
                project,
                type,
                fields.path("date").asString(""),
                fields.path("insert_date").asString(""),
                fields.path("last_modified").asString("")));
    }

    private String subjectLabel(String project, String subject) {
        if (!UrlPath.isAddressable(project) || !UrlPath.isAddressable(subject)) {
            return "";
        }
        return document(
                        UrlPath.of("data", "projects", project, "subjects", subject),
                        "look up subject " + shown(subject))
                .map(document -> document.path("data_fields").path("label").asString(""))
                .orElse("");
    }

    private Optional<JsonNode> document(UrlPath path, String action) {
        Request request = Request.get(path.with("format", "json"), action);
        try {
            String text =
                    gateway.call(identity, request, reply -> ReplyText.of(reply.unpacked(request.action()), LARGEST));
            return Optional.of(JSON.readTree(text).path("items").path(0));
        } catch (JacksonException e) {
            throw Fault.fault(FaultCode.LIST_NOT_JSON).trying(action).cause(e).because("the reply is no JSON document");
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NOT_FOUND || fault.code() == FaultCode.AUTH_FORBIDDEN) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private static String shown(String id) {
        return TextSafety.visible(id, 100);
    }
}
