package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.http.HttpLimits;
import io.github.xnatpull.xnat.http.UrlPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resources by level, in a constant number of requests a session. Rows are told apart by {@code category} and
 * {@code cat_id}: what bears another category than was asked for belongs to the parent, which the server falls back to
 * where nothing matches (contract §1.8, §2.9).
 */
final class Resources {

    private final Listings listings;
    private final SessionParts parts;
    private final Existence existence;
    private final Projects projects;

    Resources(Listings listings, SessionParts parts, Existence existence, Projects projects) {
        this.listings = listings;
        this.parts = parts;
        this.existence = existence;
        this.projects = projects;
    }

    List<ResourceRow> of(String sessionId, Set<Level> levels) {
        List<ResourceRow> found = new ArrayList<>();
        for (Level level : levels) {
            found.addAll(
                    switch (level) {
                        case SESSION -> ofSession(sessionId);
                        case SCAN -> below(sessionId, Level.SCAN, InOut.NONE, "scans", "ALL", "resources");
                        case RECONSTRUCTION ->
                            parts.reconstructions(sessionId).isEmpty() ? List.of() : ofReconstructions(sessionId);
                        case ASSESSOR -> parts.assessors(sessionId).isEmpty() ? List.of() : ofAssessors(sessionId);
                        case SUBJECT, PROJECT ->
                            throw new IllegalArgumentException(level + " is no level of a session");
                    });
        }
        return found;
    }

    List<ResourceRow> ofSubject(String project, String subjectId) {
        String action = "list the resources of subject " + subjectId;
        try {
            return of(UrlPath.of("data", "projects", project, "subjects", subjectId), Level.SUBJECT, action);
        } catch (Fault fault) {
            throw fault.code() == FaultCode.NOT_FOUND
                    ? Existence.gone(
                            action,
                            "subject " + subjectId + " is not in project " + project
                                    + " any more, or not shown to this user")
                    : fault;
        }
    }

    /**
     * A 404 here means that there is no such project for this user; one without resources is an empty list (contract §1.8).
     * Where the server shows the project all the same, "not there" is not to be believed.
     */
    List<ResourceRow> ofProject(String project) {
        String action = "list the resources of project " + project;
        for (int tries = 1; ; tries++) {
            try {
                return of(UrlPath.of("data", "projects", project), Level.PROJECT, action);
            } catch (Fault fault) {
                if (fault.code() != FaultCode.NOT_FOUND) {
                    throw fault;
                }
                projects.requireReadable(project, action);
                if (tries == HttpLimits.READINGS_OF_A_MISSING_LISTING) {
                    throw contradiction(
                            action, fault, "the server shows the project, and then says that it is not there (404)");
                }
            }
        }
    }

    private List<ResourceRow> of(UrlPath owner, Level level, String action) {
        return rows(ListQuery.of(owner.plus("resources"), action), "resources", level, InOut.NONE);
    }

    private List<ResourceRow> ofSession(String sessionId) {
        String action = action(sessionId);
        try {
            return of(Addresses.session(sessionId), Level.SESSION, action);
        } catch (Fault fault) {
            throw fault.code() == FaultCode.NOT_FOUND ? Existence.goneSessionFault(sessionId, action) : fault;
        }
    }

    private List<ResourceRow> ofReconstructions(String sessionId) {
        List<ResourceRow> found = new ArrayList<>();
        for (InOut map : List.of(InOut.OUT, InOut.IN)) {
            found.addAll(
                    below(sessionId, Level.RECONSTRUCTION, map, "reconstructions", "ALL", map.word(), "resources"));
        }
        return found;
    }

    /** The listing of everything has an assessor's out and generic resources alike: generic is what is not known as out. */
    private Collection<ResourceRow> ofAssessors(String sessionId) {
        Map<String, ResourceRow> found = new LinkedHashMap<>();
        for (InOut map : List.of(InOut.OUT, InOut.IN)) {
            below(sessionId, Level.ASSESSOR, map, "assessors", "ALL", map.word(), "resources")
                    .forEach(row -> found.putIfAbsent(row.id(), row));
        }
        UrlPath everything = Addresses.session(sessionId).plus("resources").with("all", "true");
        rows(ListQuery.of(everything, action(sessionId)), "assessors", Level.ASSESSOR, InOut.NONE)
                .forEach(row -> found.putIfAbsent(row.id(), row));
        return found.values();
    }

    /**
     * A 404 here means that there is no session, or that none of its parts is selected because it has none: parts without
     * resources are an empty list (contract §1.8, §2.9). Where it has parts, "not there" is an answer that is not to be
     * believed, least of all as "nothing to pull".
     */
    private List<ResourceRow> below(String sessionId, Level level, InOut map, String... segments) {
        String action = action(sessionId);
        ListQuery query = ListQuery.of(Addresses.session(sessionId).plus(segments), action)
                .whenServerFails(() -> existence.goneSession(sessionId, action));
        for (int tries = 1; ; tries++) {
            try {
                return rows(query, segments[0], level, map);
            } catch (Fault fault) {
                if (fault.code() != FaultCode.NOT_FOUND) {
                    throw fault;
                }
                existence.goneSession(sessionId, action).ifPresent(gone -> {
                    throw gone;
                });
                if (!hasParts(sessionId, level)) {
                    return List.of();
                }
                if (tries == HttpLimits.READINGS_OF_A_MISSING_LISTING) {
                    throw contradiction(
                            action,
                            fault,
                            "the server lists " + segments[0] + " of it, and then says that there are none (404)");
                }
            }
        }
    }

    private static Fault contradiction(String action, Fault notFound, String because) {
        return Fault.fault(FaultCode.REPLY_UNEXPECTED)
                .trying(action)
                .cause(notFound)
                .advice("Run it again; if it persists, tell the server's administrator.")
                .because(because);
    }

    private boolean hasParts(String sessionId, Level level) {
        return switch (level) {
            case SCAN -> !parts.scans(sessionId).isEmpty();
            case RECONSTRUCTION -> !parts.reconstructions(sessionId).isEmpty();
            case ASSESSOR -> !parts.assessors(sessionId).isEmpty();
            case SESSION, SUBJECT, PROJECT -> throw new IllegalArgumentException(level + " is no part of a session");
        };
    }

    private List<ResourceRow> rows(ListQuery query, String category, Level level, InOut map) {
        return listings.list(query, row -> row).stream()
                .filter(row -> row.text("category").equals(category))
                .map(row -> resource(query, row, level, map))
                .distinct()
                .toList();
    }

    private static ResourceRow resource(ListQuery query, Row row, Level level, InOut map) {
        String id = row.text("xnat_abstractresource_id");
        if (!id.matches("\\d+")) {
            throw Fault.fault(FaultCode.LIST_NOT_JSON)
                    .trying(query.action())
                    .because("the listing is not to be used: a resource in it has no numeric id");
        }
        boolean whole = level == Level.SESSION || level == Level.SUBJECT || level == Level.PROJECT;
        return new ResourceRow(
                level,
                whole ? "" : row.text("cat_id"),
                map,
                id,
                row.text("label"),
                row.number("file_count"),
                row.number("file_size"),
                row.text("format"),
                row.text("content"));
    }

    private static String action(String sessionId) {
        return "list the resources of session " + sessionId;
    }
}
