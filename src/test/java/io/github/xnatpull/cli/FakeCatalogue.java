package io.github.xnatpull.cli;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.run.Server;
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
import io.github.xnatpull.xnat.XnatContent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A server with one project, two subjects, and two sessions of two scans each. */
final class FakeCatalogue implements XnatCatalogue, Server {
    boolean closed;
    int asked;
    String label = "MR2";
    String scanType = "T1w";

    @Override
    public XnatCatalogue catalogue() {
        return this;
    }

    @Override
    public XnatContent content() {
        throw new AssertionError("nobody asks a listing for contents");
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public ServerInfo server() {
        return new ServerInfo("https://xnat.example.org", "1.8.10");
    }

    @Override
    public String user() {
        asked++;
        return "ann";
    }

    @Override
    public List<ProjectRow> projects() {
        return List.of(
                new ProjectRow("TEST", "T", "A test", ""), new ProjectRow("OTHER", "", "Another", "of which, more"));
    }

    @Override
    public List<SubjectRow> subjects(String project) {
        return List.of(new SubjectRow(project, "XNAT_S00001", "001"), new SubjectRow(project, "XNAT_S00002", "=002"));
    }

    @Override
    public List<SessionRow> sessions(String project) {
        if (!project.equals("TEST")) {
            throw Fault.fault(FaultCode.NOT_FOUND)
                    .trying("find the project " + project)
                    .build();
        }
        // In no order, as servers answer.
        return List.of(session("XNAT_E00002", label, "2026-02-15"), session("XNAT_E00001", "MR1", "2026-01-15"));
    }

    private static SessionRow session(String id, String label, String date) {
        return new SessionRow("TEST", id, label, "XNAT_S00001", "001", "TEST", "xnat:mrSessionData", date, "", "");
    }

    @Override
    public List<SessionRow> sessionsBeyondProjects(Optional<String> project) {
        return List.of();
    }

    @Override
    public List<SessionRow> sessionsOfAssessors(Collection<String> assessorIds) {
        return List.of();
    }

    @Override
    public List<String> storedFiles(String sessionId) {
        return List.of();
    }

    @Override
    public Optional<SessionRow> session(String accessionId) {
        return sessions("TEST").stream()
                .filter(row -> row.accessionId().equals(accessionId))
                .findFirst();
    }

    @Override
    public List<ScanRow> scans(String sessionId) {
        return List.of(
                new ScanRow("10", "", "", "xnat:mrScanData", "", ""),
                new ScanRow("2", "", "", "xnat:mrScanData", "", ""),
                new ScanRow("1", scanType, "usable", "xnat:mrScanData", "t1 mprage", ""));
    }

    @Override
    public List<AssessorRow> assessors(String sessionId) {
        return List.of();
    }

    @Override
    public List<ReconstructionRow> reconstructions(String sessionId) {
        return List.of();
    }

    @Override
    public List<ResourceRow> resources(String sessionId, Set<Level> levels) {
        return Stream.of(
                        new ResourceRow(
                                Level.SCAN,
                                "1",
                                InOut.NONE,
                                "123",
                                "DICOM",
                                OptionalLong.of(192),
                                OptionalLong.of(25_165_824),
                                "DICOM",
                                "RAW"),
                        new ResourceRow(
                                Level.SCAN,
                                "2",
                                InOut.NONE,
                                "124",
                                "",
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                "",
                                ""),
                        new ResourceRow(
                                Level.SESSION,
                                "",
                                InOut.NONE,
                                "125",
                                "NOTES",
                                OptionalLong.of(1),
                                OptionalLong.of(12),
                                "",
                                ""))
                .filter(row -> levels.contains(row.level()))
                .toList();
    }

    @Override
    public List<ResourceRow> subjectResources(String project, String subjectId) {
        return List.of();
    }

    @Override
    public List<ResourceRow> projectResources(String project) {
        return List.of(new ResourceRow(
                Level.PROJECT, "", InOut.NONE, "9", "PROTOCOL", OptionalLong.of(1), OptionalLong.of(5), "", ""));
    }

    @Override
    public void files(ResourceAddress address, RowMemory memory, Consumer<FileRow> rows) {
        throw new UnsupportedOperationException("lists ask for no files");
    }

    @Override
    public Map<String, List<FileRow>> filesOf(Collection<ResourceAddress> addresses, RowMemory memory) {
        throw new UnsupportedOperationException("lists ask for no files");
    }
}
