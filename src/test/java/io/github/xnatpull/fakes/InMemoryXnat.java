package io.github.xnatpull.fakes;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.InOut;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The listings of an XNAT, in memory: rows come in the order in which a test gives them. */
public final class InMemoryXnat implements XnatCatalogue {
    private final Map<String, List<SessionRow>> sessions = new LinkedHashMap<>();
    private final Map<String, List<SubjectRow>> subjects = new HashMap<>();
    private final Map<String, Deque<List<ScanRow>>> scans = new HashMap<>();
    private final Map<String, List<AssessorRow>> assessors = new HashMap<>();
    private final Map<String, List<ResourceRow>> resources = new HashMap<>();
    private final Map<String, io.github.xnatpull.fault.Fault> faults = new HashMap<>();
    private final List<SessionRow> hidden = new ArrayList<>();
    private final List<SessionRow> unlisted = new ArrayList<>();
    private io.github.xnatpull.fault.@Nullable Fault beyondFault;
    private final List<String> asked = new ArrayList<>();

    /** What was asked, as {@code scans E1}, in order. */
    public List<String> asked() {
        return asked;
    }

    /** Adds sessions that only the listing without a project shows. */
    public InMemoryXnat hiding(SessionRow... rows) {
        hidden.addAll(List.of(rows));
        return this;
    }

    /** Adds sessions that are found by their id only. */
    public InMemoryXnat hidingFromListings(SessionRow... rows) {
        unlisted.addAll(List.of(rows));
        return this;
    }

    /** The listing without a project fails. */
    public void withoutSessionsBeyond(FaultCode code, String because) {
        beyondFault = io.github.xnatpull.fault.Fault.fault(code)
                .trying("list sessions")
                .because(because);
    }

    /** Adds a project and what a listing of its sessions shows. */
    public InMemoryXnat project(String id, SessionRow... rows) {
        sessions.put(id, List.of(rows));
        return this;
    }

    public InMemoryXnat withSubjects(String project, SubjectRow... rows) {
        subjects.put(project, List.of(rows));
        return this;
    }

    /** Adds an answer: each but the last is given once. */
    public InMemoryXnat withScans(String session, ScanRow... rows) {
        scans.computeIfAbsent(session, any -> new ArrayDeque<>()).add(List.of(rows));
        return this;
    }

    public InMemoryXnat withAssessors(String session, AssessorRow... rows) {
        assessors.put(session, List.of(rows));
        return this;
    }

    /** Sets the resources of a session, a subject or a project, at any levels. */
    public InMemoryXnat withResources(String owner, ResourceRow... rows) {
        resources.put(owner, List.of(rows));
        return this;
    }

    /** Everything that is asked about this project, subject or session fails. */
    public InMemoryXnat failing(String id, FaultCode code, String because) {
        faults.put(
                id,
                io.github.xnatpull.fault.Fault.fault(code).trying("list " + id).because(because));
        return this;
    }

    /** The fault is over. */
    public void mend(String id) {
        faults.remove(id);
    }

    /** A session of a project, with a subject of its own. */
    public static SessionRow session(String project, String id, String label) {
        return new SessionRow(
                project, id, label, "S_" + id, "subject " + id, project, "xnat:mrSessionData", "2024-01-15", "", "");
    }

    /** A scan of a type. */
    public static ScanRow scan(String id, String type) {
        return new ScanRow(id, type, "usable", "xnat:mrScanData", "", "");
    }

    /** A resource with a count and a size; negative where the server has none. */
    public static ResourceRow resource(Level level, String part, String id, String label, long count, long size) {
        InOut inOut = level == Level.ASSESSOR || level == Level.RECONSTRUCTION ? InOut.OUT : InOut.NONE;
        return new ResourceRow(level, part, inOut, id, label, hint(count), hint(size), "", "");
    }

    private static OptionalLong hint(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private void ask(String what, String id) {
        asked.add(what + " " + id);
        if (faults.containsKey(id)) {
            throw faults.get(id);
        }
    }

    @Override
    public ServerInfo server() {
        return new ServerInfo("https://xnat.example.org", "1.9");
    }

    @Override
    public String user() {
        return "ann";
    }

    @Override
    public List<ProjectRow> projects() {
        asked.add("projects");
        return sessions.keySet().stream()
                .map(id -> new ProjectRow(id, "", "", ""))
                .toList();
    }

    @Override
    public List<SubjectRow> subjects(String project) {
        ask("subjects", project);
        return subjects.getOrDefault(project, List.of());
    }

    @Override
    public List<SessionRow> sessions(String project) {
        ask("sessions", project);
        return Optional.ofNullable(sessions.get(project))
                .orElseThrow(() -> io.github.xnatpull.fault.Fault.fault(FaultCode.NOT_FOUND)
                        .trying("list the sessions of " + project)
                        .because("there is no such project"));
    }

    @Override
    public List<SessionRow> sessionsBeyondProjects(Optional<String> project) {
        ask("sessions beyond", project.orElse("projects"));
        if (beyondFault != null) {
            throw beyondFault;
        }
        return hidden.stream()
                .filter(row -> project.isEmpty() || row.project().equals(project.get()))
                .toList();
    }

    @Override
    public List<SessionRow> sessionsOfAssessors(Collection<String> assessorIds) {
        return List.of();
    }

    @Override
    public List<String> storedFiles(String sessionId) {
        ask("folder", sessionId);
        return List.of();
    }

    @Override
    public Optional<SessionRow> session(String accessionId) {
        ask("session", accessionId);
        return Stream.of(sessions.values().stream().flatMap(List::stream), hidden.stream(), unlisted.stream())
                .flatMap(rows -> rows)
                .filter(row ->
                        row.accessionId().equals(accessionId) && row.owner().equals(row.project()))
                .findFirst();
    }

    @Override
    public List<ScanRow> scans(String sessionId) {
        ask("scans", sessionId);
        Deque<List<ScanRow>> answers = scans.getOrDefault(sessionId, new ArrayDeque<>(List.of(List.of())));
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    @Override
    public List<AssessorRow> assessors(String sessionId) {
        ask("assessors", sessionId);
        return assessors.getOrDefault(sessionId, List.of());
    }

    @Override
    public List<ReconstructionRow> reconstructions(String sessionId) {
        throw new UnsupportedOperationException("no plan asks for reconstructions");
    }

    @Override
    public List<ResourceRow> resources(String sessionId, Set<Level> levels) {
        ask("resources", sessionId);
        return listed(sessionId).stream()
                .filter(row -> levels.contains(row.level()))
                .toList();
    }

    @Override
    public List<ResourceRow> subjectResources(String project, String subjectId) {
        ask("subject resources", subjectId);
        return listed(subjectId);
    }

    @Override
    public List<ResourceRow> projectResources(String project) {
        ask("project resources", project);
        return listed(project);
    }

    private List<ResourceRow> listed(String owner) {
        return resources.getOrDefault(owner, List.of());
    }

    @Override
    public void files(ResourceAddress address, RowMemory memory, Consumer<FileRow> rows) {
        throw new UnsupportedOperationException("a plan asks for no files");
    }

    @Override
    public Map<String, List<FileRow>> filesOf(Collection<ResourceAddress> addresses, RowMemory memory) {
        throw new UnsupportedOperationException("a plan asks for no files");
    }
}
