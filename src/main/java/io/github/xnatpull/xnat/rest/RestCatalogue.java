package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ProjectRow;
import io.github.xnatpull.xnat.ReconstructionRow;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.RowMemory;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.ServerInfo;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import io.github.xnatpull.xnat.http.HttpGateway;
import io.github.xnatpull.xnat.login.ServerSession;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The catalogue as XNAT's REST interface gives it. One class per kind of listing does the work. */
final class RestCatalogue implements XnatCatalogue {
    private final ServerSession session;
    private final BuildInfo buildInfo;
    private final Projects projects;
    private final Sessions sessions;
    private final SessionParts parts;
    private final Resources resources;
    private final FileListings files;

    RestCatalogue(
            HttpGateway gateway, ServerSession session, Listings listings, Existence existence, ResourcePaths paths) {
        this.session = session;
        this.buildInfo = new BuildInfo(gateway, session);
        this.projects = new Projects(listings, gateway, session);
        this.sessions = new Sessions(listings, projects, new SessionItem(gateway, session));
        this.parts = new SessionParts(listings, existence);
        this.resources = new Resources(listings, parts, existence, projects);
        this.files = new FileListings(listings, existence, paths);
    }

    @Override
    public ServerInfo server() {
        return buildInfo.get();
    }

    @Override
    public String user() {
        return session.user();
    }

    @Override
    public List<ProjectRow> projects() {
        return projects.all();
    }

    @Override
    public List<SubjectRow> subjects(String project) {
        return List.copyOf(projects.subjects(project));
    }

    @Override
    public List<SessionRow> sessions(String project) {
        return sessions.of(project);
    }

    @Override
    public List<SessionRow> sessionsBeyondProjects(Optional<String> project) {
        return sessions.beyondProjects(project);
    }

    @Override
    public List<SessionRow> sessionsOfAssessors(Collection<String> assessorIds) {
        return sessions.ofAssessors(assessorIds);
    }

    @Override
    public Optional<SessionRow> session(String accessionId) {
        return sessions.find(accessionId);
    }

    @Override
    public Optional<SessionRow> sharedInto(String project, SessionRow session) {
        return sessions.sharedInto(project, session);
    }

    @Override
    public List<ScanRow> scans(String sessionId) {
        return parts.scans(sessionId);
    }

    @Override
    public List<AssessorRow> assessors(String sessionId) {
        return parts.assessors(sessionId);
    }

    @Override
    public List<ReconstructionRow> reconstructions(String sessionId) {
        return parts.reconstructions(sessionId);
    }

    @Override
    public List<ResourceRow> resources(String sessionId, Set<Level> levels) {
        return resources.of(sessionId, levels);
    }

    @Override
    public List<ResourceRow> subjectResources(String project, String subjectId) {
        return resources.ofSubject(project, subjectId);
    }

    @Override
    public List<ResourceRow> projectResources(String project) {
        return resources.ofProject(project);
    }

    @Override
    public void files(ResourceAddress address, RowMemory memory, Consumer<FileRow> rows) {
        files.of(address, memory, rows);
    }

    @Override
    public List<String> storedFiles(String sessionId) {
        return files.stored(sessionId);
    }

    @Override
    public Map<String, List<FileRow>> filesOf(Collection<ResourceAddress> addresses, RowMemory memory) {
        return files.of(addresses, memory);
    }
}
