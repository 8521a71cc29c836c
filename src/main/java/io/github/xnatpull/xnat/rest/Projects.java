package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Nearest;
import io.github.xnatpull.support.TextSafety;
import io.github.xnatpull.xnat.ProjectRow;
import io.github.xnatpull.xnat.SubjectRow;
import io.github.xnatpull.xnat.http.HttpGateway;
import io.github.xnatpull.xnat.http.Identity;
import io.github.xnatpull.xnat.http.Request;
import io.github.xnatpull.xnat.http.UrlPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Projects and their subjects, and what to say of a project that is not there (contract §2.6, §2.7). */
final class Projects {
    private static final int LARGEST_ITEM = 4 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Listings listings;
    private final HttpGateway gateway;
    private final Identity identity;

    Projects(Listings listings, HttpGateway gateway, Identity identity) {
        this.listings = listings;
        this.gateway = gateway;
        this.identity = identity;
    }

    /** Every XNAT has this list, were it empty: a 404 comes from something else at this address. */
    List<ProjectRow> all() {
        String action = "list the projects";
        try {
            return listings.list(
                    ListQuery.of(UrlPath.of("data", "projects"), action),
                    row -> new ProjectRow(
                            row.firstOf("ID", "id"),
                            row.firstOf("secondary_ID", "secondary_id"),
                            row.text("name"),
                            row.text("description")));
        } catch (Fault fault) {
            throw fault.code() == FaultCode.NOT_FOUND ? noList(action, fault) : fault;
        }
    }

    private static Fault noList(String action, Fault notFound) {
        return Fault.fault(FaultCode.REPLY_UNEXPECTED)
                .trying(action)
                .cause(notFound)
                .because("the server has no list of projects (404)");
    }

    Collection<SubjectRow> subjects(String project) {
        require(project);
        String action = "list the subjects of project " + project;
        UrlPath path = UrlPath.of("data", "projects", project, "subjects").with("columns", "ID,label,project");
        Map<String, SubjectRow> byId = new LinkedHashMap<>();
        ofReadable(project, action, ListQuery.of(path, action))
                .forEach(row ->
                        byId.putIfAbsent(row.text("ID"), new SubjectRow(project, row.text("ID"), row.text("label"))));
        return byId.values();
    }

    /**
     * Asserts that a project of this id is there for us.
     *
     * @throws Fault {@code NOT_FOUND} with the names that may have been meant
     */
    void require(String project) {
        List<ProjectRow> projects = all();
        if (projects.stream().noneMatch(row -> row.id().equals(project))) {
            throw notFound(project, projects);
        }
    }

    /**
     * Asserts that a project is there, and that we may read what is in it.
     *
     * @throws Fault {@code NOT_FOUND} or {@code AUTH_FORBIDDEN}
     */
    void requireReadable(String project, String action) {
        require(project);
        if (item(project).isEmpty()) {
            throw forbidden(project, action);
        }
    }

    /**
     * The rows of a listing below a project that is in the list of projects. XNAT lists protected projects to everybody but
     * keeps what is in them to itself.
     */
    List<Row> ofReadable(String project, String action, ListQuery query) {
        try {
            List<Row> rows = listings.list(query, row -> row);
            if (rows.isEmpty() && item(project).isEmpty()) {
                throw forbidden(project, action);
            }
            return rows;
        } catch (Fault fault) {
            throw fault.code() == FaultCode.NOT_FOUND ? forbidden(project, action) : fault;
        }
    }

    private static Fault forbidden(String project, String action) {
        return Fault.fault(FaultCode.AUTH_FORBIDDEN)
                .trying(action)
                .because("the server lists project " + project + " but does not let this user read what is in it");
    }

    private Fault notFound(String project, List<ProjectRow> projects) {
        return Fault.fault(FaultCode.NOT_FOUND)
                .trying("find project '" + TextSafety.visible(project, 100) + "'")
                .advice(advice(project, projects))
                .because("the server shows this user no project with that id");
    }

    private String advice(String project, List<ProjectRow> projects) {
        Optional<String> other = projects.stream()
                .filter(row -> row.secondaryId().strip().equalsIgnoreCase(project.strip())
                        || row.name().strip().equalsIgnoreCase(project.strip()))
                .map(ProjectRow::id)
                .findFirst()
                .or(() -> item(project));
        if (other.isPresent()) {
            return "It is the title or an alias of project " + TextSafety.visible(other.get(), 100)
                    + ": name that one.";
        }
        if (projects.isEmpty()) {
            return "This user sees no project at all: check the account, or ask a project's owner for access.";
        }
        Set<String> names = new LinkedHashSet<>();
        projects.forEach(row -> names.add(row.id()));
        List<String> near = new ArrayList<>(Nearest.several(project, names));
        String hint = near.isEmpty() ? "" : "Near to it: " + TextSafety.visible(String.join(", ", near), 300) + ". ";
        return hint + "See 'xnatpull list projects'; a project that is not there may need its owner's permission.";
    }

    /** The id of the project that the server finds under this name, which may be an alias; empty where it finds none. */
    private Optional<String> item(String name) {
        if (!UrlPath.isAddressable(name)) {
            return Optional.empty();
        }
        Request request = Request.get(
                UrlPath.of("data", "projects", name).with("format", "json"),
                "look up project '" + TextSafety.visible(name, 100) + "'");
        try {
            return gateway.call(
                    identity,
                    request,
                    reply -> Optional.of(id(ReplyText.of(reply.unpacked(request.action()), LARGEST_ITEM), name)));
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NOT_FOUND || fault.code() == FaultCode.AUTH_FORBIDDEN) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private static String id(String json, String name) {
        try {
            return JSON.readTree(json)
                    .path("items")
                    .path(0)
                    .path("data_fields")
                    .path("ID")
                    .asString(name);
        } catch (JacksonException e) {
            return name;
        }
    }
}
