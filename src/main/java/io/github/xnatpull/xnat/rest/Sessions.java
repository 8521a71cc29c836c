package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import io.github.xnatpull.xnat.http.HttpLimits;
import io.github.xnatpull.xnat.http.UrlPath;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The imaging sessions of a project. No list of types is kept, since types are made at run time (contract §15.6): what the
 * server finds under {@code xnat:imageSessionData} is a session.
 */
final class Sessions {
    private static final String IMAGING = "xnat:imageSessionData";
    private static final String ASSESSORS = "xnat:imageAssessorData";

    /** So many ids go into one address without making it too long for the servers in front of XNAT. */
    private static final int AT_ONCE = 50;

    private static final String FACTS =
            "ID,label,project,xsiType,date,subject_ID,subject_label,insert_date,last_modified";
    private static final String NAMES = "ID,label,project,xsiType,subject_ID,subject_label";
    private static final Pattern LAST_SEGMENT = Pattern.compile(".*/");

    /** In a filter these would mean "contains" (contract §2.5). */
    private static final Pattern WILD = Pattern.compile(".*[*%,].*");

    private final Listings listings;
    private final Projects projects;
    private final SessionItem item;

    Sessions(Listings listings, Projects projects, SessionItem item) {
        this.listings = listings;
        this.projects = projects;
        this.item = item;
    }

    /**
     * Two listings joined on the id: the one with the type says what is a session, but keeps the owner's names for shared
     * ones; the one without has the names as shared (contract §15.8). What is in the first only keeps the names it has.
     */
    List<SessionRow> of(String project) {
        projects.require(project);
        String action = "list the sessions of project " + project;
        UrlPath path = UrlPath.of("data", "projects", project, "experiments");
        List<Row> facts = projects.ofReadable(
                project, action, ListQuery.of(path.with("xsiType", IMAGING).with("columns", FACTS), action));
        if (facts.isEmpty()) {
            return List.of();
        }
        Map<String, Row> names = new HashMap<>();
        listings.list(ListQuery.of(path.with("columns", NAMES), action + " by their names there"), row -> row)
                .forEach(row -> names.putIfAbsent(id(row), row));
        Map<String, SessionRow> sessions = new TreeMap<>();
        for (Row row : facts) {
            sessions.putIfAbsent(id(row), session(project, row, names.getOrDefault(id(row), row)));
        }
        sessions.remove("");
        return List.copyOf(sessions.values());
    }

    /** The session of this accession id, of whatever imaging type, as its owner sees it. */
    Optional<SessionRow> find(String accessionId) {
        if (accessionId.isBlank() || WILD.matcher(accessionId).matches()) {
            return Optional.empty();
        }
        UrlPath path = UrlPath.of("data", "experiments")
                .with("xsiType", IMAGING)
                .with("ID", accessionId)
                .with("columns", FACTS);
        return listings.list(ListQuery.of(path, "find session " + accessionId), row -> row).stream()
                .filter(row -> id(row).equals(accessionId))
                .map(row -> session(row.text("project"), row, row))
                .findFirst()
                // A session whose type is not set up stands in no listing, and is there all the same (contract §16.1).
                .or(() -> item.byAccessionId(accessionId));
    }

    /** The sessions of these image assessors, once each: their ids first, of many assessors at a time. */
    List<SessionRow> ofAssessors(Collection<String> assessorIds) {
        List<String> plain = assessorIds.stream()
                .filter(id -> !id.isBlank() && !WILD.matcher(id).matches())
                .distinct()
                .toList();
        Set<String> wanted = Set.copyOf(plain);
        Set<String> sessions = new TreeSet<>();
        for (int from = 0; from < plain.size(); from += AT_ONCE) {
            List<String> some = plain.subList(from, Math.min(plain.size(), from + AT_ONCE));
            UrlPath path = UrlPath.of("data", "experiments")
                    .with("xsiType", ASSESSORS)
                    .with("ID", String.join(",", some))
                    .with("columns", "ID,project,session_ID");
            listings
                    .list(ListQuery.of(path, "find the sessions of " + Plural.of(some.size(), "assessor")), row -> row)
                    .stream()
                    .filter(row -> wanted.contains(row.text("ID")))
                    .map(row -> row.text("session_ID"))
                    .filter(id -> !id.isEmpty())
                    .forEach(sessions::add);
        }
        return sessions.stream().flatMap(id -> find(id).stream()).toList();
    }

    /**
     * The sessions that are shown without a project in the URL: to data administrators also those of types that the site
     * has not set up, which the listing of the project leaves out (contract §16.1). Asked for just once.
     *
     * @param project whose sessions; empty for those of all projects
     */
    List<SessionRow> beyondProjects(Optional<String> project) {
        UrlPath all = UrlPath.of("data", "experiments").with("xsiType", IMAGING);
        UrlPath path = project.filter(name -> !WILD.matcher(name).matches())
                .map(name -> all.with("project", name))
                .orElse(all)
                .with("columns", FACTS);
        String whose = project.map(name -> "of project " + name).orElse("of all projects");
        ListQuery query = ListQuery.of(path, "list the sessions " + whose + " whose types are not set up")
                .onceWithin(HttpLimits.HIDDEN_TYPES_DEADLINE);
        return listings.list(query, row -> session(row.text("project"), row, row)).stream()
                .filter(row -> !row.accessionId().isEmpty())
                .filter(row -> project.isEmpty() || project.get().equals(row.project()))
                .toList();
    }

    /**
     * A session as a project has it that it is shared into (contract §2.12): for one that stands in no listing of the project.
     * The label of its subject there is in the project's list of subjects.
     */
    Optional<SessionRow> sharedInto(String project, SessionRow session) {
        if (!Addresses.isPlain(session.accessionId())) {
            return Optional.empty();
        }
        UrlPath path = Addresses.session(session.accessionId()).plus("projects");
        String action = "list the projects that session " + session.accessionId() + " is shared into";
        List<Row> shares;
        try {
            shares = listings.list(ListQuery.of(path, action), row -> row);
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NOT_FOUND || fault.code() == FaultCode.AUTH_FORBIDDEN) {
                return Optional.empty();
            }
            throw fault;
        }
        return shares.stream()
                .filter(row -> row.text("ID").equals(project))
                .map(row -> new SessionRow(
                        project,
                        session.accessionId(),
                        row.text("label").isEmpty() ? session.label() : row.text("label"),
                        session.subjectId(),
                        projects.subjects(project).stream()
                                .filter(subject -> subject.id().equals(session.subjectId()))
                                .map(SubjectRow::label)
                                .findFirst()
                                .orElse(session.subjectLabel()),
                        session.project(),
                        session.xsiType(),
                        session.date(),
                        session.insertDate(),
                        session.lastModified()))
                .findFirst();
    }

    private static SessionRow session(String project, Row facts, Row names) {
        return new SessionRow(
                project,
                id(facts),
                names.firstOf("label").isEmpty() ? facts.text("label") : names.text("label"),
                facts.text("subject_ID").isEmpty() ? names.text("subject_ID") : facts.text("subject_ID"),
                names.text("subject_label").isEmpty() ? facts.text("subject_label") : names.text("subject_label"),
                facts.text("project").isEmpty() ? project : facts.text("project"),
                facts.text("xsiType").isEmpty() ? names.text("xsiType") : facts.text("xsiType"),
                facts.text("date"),
                facts.text("insert_date"),
                facts.text("last_modified"));
    }

    /** The accession id, which goes by several names (contract §14.1, §14.2); the URI always ends with it. */
    private static String id(Row row) {
        String named = row.firstOf("ID", "session_ID", "xnat:imagesessiondata/id", "xnat:subjectassessordata/id");
        return named.isEmpty() ? LAST_SEGMENT.matcher(row.text("URI")).replaceFirst("") : named;
    }
}
