package io.github.xnatpull.miniature;

import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Scan;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.Subject;
import java.util.Locale;

/** Ready-made archives. */
public final class MiniatureArchives {
    /** The id of the one project of {@link #demoProject}. */
    public static final String DEMO_PROJECT = "DEMO";

    private static final long IMAGE = 40_000;

    private MiniatureArchives() {}

    /** A small pleasant project, {@code DEMO}: 6 subjects, 8 sessions, some 500 files, some 20 MB. */
    public static MiniatureArchive demoProject() {
        MiniatureArchive archive = new MiniatureArchive();
        Project project = archive.addProject(DEMO_PROJECT)
                .withName("Demonstration of xnatpull")
                .withDescription("Made-up data; nobody was scanned");
        project.addResource("PROTOCOL")
                .addFile("protocol.txt", Content.text("T1w, T2w, resting state; PET on request\n"));
        for (int number = 1; number <= 6; number++) {
            Subject subject = project.addSubject(String.format(Locale.ROOT, "SUBJ%02d", number))
                    .with("gender", number % 2 == 0 ? "female" : "male")
                    .with("yob", Integer.toString(1970 + number));
            magneticResonance(subject, subject.label() + "_MR1", number);
        }
        magneticResonance(project.subject("SUBJ01"), "SUBJ01_MR2", 14);
        emission(project.subject("SUBJ02"), "SUBJ02_PET1");
        project.subject("SUBJ03").addVisit("SUBJ03_VISIT1", "xnat:subjectVisitInfo");
        return archive;
    }

    private static void magneticResonance(Subject subject, String label, int day) {
        Session session = subject.addSession(label, "xnat:mrSessionData")
                .with("date", String.format(Locale.ROOT, "2024-01-%02d", day))
                .with("scanner", "MRC35000")
                .with("modality", "MR");
        scan(session, "1", "localizer", 6, false);
        scan(session, "2", "T1w", 24, true);
        scan(session, "3", "T2w", 16, true);
        scan(session, "4", "rfMRI_REST", 12, false);
        session.addResource("NOTES").addFile("notes.txt", Content.text("Scan " + label + ": no remarks\n"));
        session.addAssessor(label + "_QC", "xnat:qcManualAssessorData")
                .with("rater", "reader1")
                .addOut("REPORT")
                .addFile("report.txt", Content.text(label + " passes\n"));
    }

    private static void emission(Subject subject, String label) {
        Session session = subject.addSession(label, "xnat:petSessionData")
                .with("date", "2024-02-12")
                .with("modality", "PET");
        scan(session, "1", "CTAC", 20, false);
        scan(session, "2", "PET_AC", 30, true);
    }

    private static void scan(Session session, String id, String type, int images, boolean converted) {
        Scan scan = session.addScan(id, type).with("series_description", type.toLowerCase(Locale.ROOT));
        scan.addResource("DICOM").withFormat("DICOM").withContent("RAW").addFiles(images, IMAGE, "%03d.dcm");
        if (converted) {
            Resource nifti = scan.addResource("NIFTI").withFormat("NIFTI");
            nifti.addFile(type + ".nii", 4 * IMAGE);
            nifti.addFile(type + ".json", Content.text("{\"SeriesDescription\": \"" + type + "\"}\n"));
        }
        Resource snapshots = scan.addResource("SNAPSHOTS").withFormat("GIF").withContent("THUMBNAIL");
        snapshots.addFile(session.label() + "_" + id + "_t.gif", 900);
    }

    /** Project {@code QUIRKS}: all that real archives hold and naive clients stumble over (contract §10). */
    public static MiniatureArchive quirks() {
        return QuirkyArchive.quirks();
    }

    /** One project {@code SCALE} of even shape, for tests of scale; resources are DICOM, NIFTI, R3, R4 … */
    public static MiniatureArchive scaled(
            int sessions, int scansPerSession, int resourcesPerScan, int filesPerResource, long fileBytes) {
        MiniatureArchive archive = new MiniatureArchive();
        Project project = archive.addProject("SCALE").withName("Much of the same");
        for (int number = 1; number <= sessions; number++) {
            String subject = String.format(Locale.ROOT, "S%05d", number);
            Session session = project.addSubject(subject).addSession(subject + "_MR1");
            for (int scan = 1; scan <= scansPerSession; scan++) {
                Scan added = session.addScan(Integer.toString(scan), "type" + scan);
                for (int resource = 1; resource <= resourcesPerScan; resource++) {
                    String label = resource == 1 ? "DICOM" : resource == 2 ? "NIFTI" : "R" + resource;
                    added.addResource(label).addFiles(filesPerResource, fileBytes);
                }
            }
        }
        return archive;
    }
}
