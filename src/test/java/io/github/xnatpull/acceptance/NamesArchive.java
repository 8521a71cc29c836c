package io.github.xnatpull.acceptance;

import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small project {@code P} of which people misspell the names, and the program at it. */
final class NamesArchive {
    private static final String PROGRAM = System.getProperty("xnatpull.program", "target/xnatpull/bin/xnatpull");

    private NamesArchive() {}

    /** Three subjects with a session each, MR, MR without a date, PET; and one that has none yet. */
    static MiniatureArchive archive() {
        MiniatureArchive archive = new MiniatureArchive();
        Project project = archive.addProject("P");
        Session first = project.addSubject("SUBJ01").addSession("S1_MR1").with("date", "2026-01-10");
        scan(first, "1", "T1w", "usable", "DICOM", "NIFTI");
        scan(first, "2", "bold", "questionable", "DICOM");
        scan(first, "8", "", "", "DICOM");
        first.addAssessor("S1_FS", "fs:fsData").addOut("DATA").addFile("stats.txt", 50);
        first.addAssessor("S1_QC", "xnat:qcManualAssessorData").addOut("REPORT").addFile("qc.txt", 50);
        Session second = project.addSubject("SUBJ02").addSession("S2_MR1").with("date", "");
        scan(second, "1", "T1w", "usable", "DICOM");
        scan(second, "3", "bold", "usable", "DICOM");
        second.addAssessor("S2_FS", "fs:fsData").addOut("DATA").addFile("stats.txt", 50);
        Session third = project.addSubject("SUBJ03")
                .addSession("S3_PET1", "xnat:petSessionData")
                .with("date", "2026-02-01");
        scan(third, "1", "CTAC", "usable", "DICOM");
        project.addSubject("SUBJ04");
        return archive;
    }

    private static void scan(Session session, String id, String type, String quality, String... resources) {
        var scan = session.addScan(id, type).with("quality", quality);
        for (String resource : resources) {
            scan.addResource(resource).addFile(session.label() + "-" + id + ".dcm", 100);
        }
    }

    static Scene scene(Path directory) {
        return new Scene(archive(), "P", directory.resolve("data"));
    }

    /** As users run it: the packaged program. */
    static Program.Ended packaged(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(PROGRAM));
        command.addAll(arguments);
        try (Program.Running running = new Program().only(command.toArray(String[]::new))) {
            return running.end();
        }
    }

    static String file(Path directory, String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    /** The rows of unmatched.csv, without the place that they come from. */
    static List<Map<String, String>> wherever(Manifest unmatched) {
        return unmatched.without(java.util.Set.of("source", "list", "line"));
    }
}
