package io.github.xnatpull.miniature;

import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Scan;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.Subject;

/**
 * Project {@code QUIRKS}: all that real archives hold and naive clients stumble over (contract §1, §2, §10). Session
 * labels say what is wrong with each.
 */
final class QuirkyArchive {
    private final MiniatureArchive archive = new MiniatureArchive();
    private final Project project =
            archive.addProject("QUIRKS").withName("Nothing but trouble").withAlias("TROUBLE");
    private final Project owner = archive.addProject("OWNER").withName("Owner of what is shared");
    private final Subject subject = project.addSubject("Q01");

    private QuirkyArchive() {}

    /** Every quirk once. */
    static MiniatureArchive quirks() {
        QuirkyArchive quirky = new QuirkyArchive();
        quirky.scanIds();
        quirky.scanTypes();
        quirky.resourceLabels();
        quirky.fileNames();
        quirky.catalogues();
        quirky.emptiness();
        quirky.shares();
        quirky.derived();
        return quirky.archive;
    }

    /** Ids that are text, equal another's type, or equal a folder's name. */
    private void scanIds() {
        Session session = subject.addSession("SCAN_IDS");
        for (String id : new String[] {"1", "01", "1-MR1", "OT1", "12-CT2"}) {
            session.addScan(id, "T1w").addResource("DICOM").addFiles(2, 500);
        }
        session.addScan("2", "flair").addResource("DICOM").addFiles(2, 600);
        session.addScan("3", "2").addResource("DICOM").addFiles(2, 700);
        session.scan("1").resource("DICOM").addFile("1/inside.dcm", 300);
        session.scan("1").resource("DICOM").addFile("files/1/deep.dcm", 300);
        session.scan("1").resource("DICOM").addFile(session.id() + "/named-like-its-session.dcm", 300);
    }

    private void scanTypes() {
        Session session = subject.addSession("SCAN_TYPES");
        String[] types = {
            "", "T2 FLAIR (ax)", "a/b", "a,b", "T1 & T2", "T2*", "Größe ü", "脑", "50%", "x;y", "n#1", "p+q", "files"
        };
        for (int index = 0; index < types.length; index++) {
            Scan scan = session.addScan(Integer.toString(index + 1), types[index])
                    .with("quality", index % 2 == 0 ? "usable" : "");
            scan.with("series_description", "=cmd|' /C calc'!A0")
                    .addResource("DICOM")
                    .addFiles(2, 400);
        }
    }

    private void resourceLabels() {
        Session session = subject.addSession("RESOURCE_LABELS");
        Scan scan = session.addScan("1", "T1w");
        scan.addResource("").addFiles(3, 400);
        scan.addResource("").addFile("other.dcm", 400);
        scan.addResource("DICOM").addFiles(3, 400);
        scan.addResource("DICOM").addFiles(2, 450);
        for (String label : new String[] {
            "4711", "with space", "a/b", "a,b", "O'Neil", "Ärger", "files", "resources", "50%", "x;y#z+"
        }) {
            scan.addResource(label).addFiles(1, 400);
        }
    }

    private void fileNames() {
        Resource resource = subject.addSession("FILE_NAMES").addScan("1", "T1w").addResource("DICOM");
        String[] names = {
            "a b.dcm",
            "a+b.dcm",
            "a#b.dcm",
            "a%b.dcm",
            "a%20b.dcm",
            "a;b.dcm",
            "a?b.dcm",
            "a&b.dcm",
            "a,b.dcm",
            "a=b.dcm",
            "a[1].dcm",
            "a'b.dcm",
            "é.dcm",
            "脑.dcm",
            "A.dcm",
            "a.dcm",
            "x/1.dcm",
            "y/1.dcm",
            "x/y/z/1.dcm",
            "files/1.dcm",
            "resources/1/files/1.dcm",
            ".hidden",
            "no-extension",
            "CON.dcm",
            "colon:1.dcm",
            "star*.dcm",
            "trailing.",
            "trailing ",
            "tilde~.dcm",
            "!bang.dcm"
        };
        for (String name : names) {
            resource.addFile(name, 400);
        }
        // The same letter composed and decomposed: two files on the server.
        resource.addFile("e\u0301.dcm", 401);
        resource.addFile("long-" + "n".repeat(230) + ".dcm", 400);
    }

    /** Catalogues that are not right about their disk. */
    private void catalogues() {
        Session session = subject.addSession("CATALOGUES");
        Scan scan = session.addScan("1", "T1w");
        Resource sizes = scan.addResource("SIZES");
        sizes.addFile("zero.dcm", 0);
        sizes.addFile("no-size.dcm", 500).withoutSize();
        sizes.addFile("no-digest.dcm", 500).withoutDigest();
        sizes.addFile("no-size-no-digest.dcm", 500).withoutSize().withoutDigest();
        scan.addResource("STALE_DIGEST").addFile("stale.dcm", 500).withStaleDigest();
        scan.addResource("STALE_SIZE")
                .addFile("stale.dcm", 500)
                .withListedSize(400)
                .withoutDigest();
        Resource missing = scan.addResource("MISSING").addFiles(3, 500);
        missing.addFile("gone.dcm", 500).missingOnDisk();
        scan.addResource("BLANK_HINTS").withoutHints().addFiles(3, 500);
        scan.addResource("STALE_HINTS").withHints("99", "1").addFiles(3, 500);
        scan.addResource("TWICE").addFiles(1, 500).addFile("0001.dcm", 500);
    }

    private void emptiness() {
        project.addSubject("Q_NO_SESSION");
        subject.addSession("NO_SCANS");
        Session session = subject.addSession("EMPTY_SCANS");
        session.addScan("1", "no resources");
        session.addScan("2", "empty resource").addResource("DICOM");
        subject.addVisit("CLINICAL", "xnat:subjectVisitInfo")
                .addResource("FORMS")
                .addFile("form.txt", Content.text("filled in\n"));
    }

    /** Shared under another label, and under none of its own. */
    private void shares() {
        Subject theirs = owner.addSubject("OWNERS_SUBJECT").shareInto(project, "SHARED_SUBJECT");
        Session relabelled = theirs.addSession("OWNERS_LABEL").shareInto(project, "SHARED_LABEL");
        relabelled.addScan("1", "T1w").addResource("DICOM").addFiles(3, 500);
        Session same = theirs.addSession("SAME_LABEL").shareInto(project);
        same.addScan("1", "T1w").addResource("DICOM").addFiles(2, 500);
        // A label that is another session's accession id: in project paths the id wins (contract Q5).
        subject.addSession(relabelled.id())
                .addScan("1", "T1w")
                .addResource("DICOM")
                .addFiles(1, 500);
    }

    private void derived() {
        Session session = subject.addSession("DERIVED", "xnat:petSessionData");
        session.addScan("1", "PET").addResource("DICOM").addFiles(2, 500);
        session.addResource("NOTES").addFile("sub dir/a b#1.txt", Content.text("twelve bytes"));
        session.addReconstruction("R1", "mean").addOut("NIFTI").addFile("mean.nii", 800);
        session.addReconstruction("R2", "").addIn("DICOM").addFiles(2, 300);
        session.addAssessor("DERIVED_QC", "xnat:qcManualAssessorData")
                .addOut("REPORT")
                .addFile("qc.txt", Content.text("fine\n"));
        session.addAssessor("DERIVED_FS", "fs:fsData")
                .with("fs:fsdata/measures/volumetric/icv", "1500000.5")
                .addOut("DATA")
                .addFile("aseg.stats", 700);
        session.assessors().get(1).addIn("DICOM").addFiles(1, 300);
        session.assessors().get(1).addResource("GENERIC").addFile("generic.txt", 60);
        subject.addResource("CONSENT").addFile("consent.pdf", 900);
        project.addResource("PROTOCOL").addFile("protocol.pdf", 900);
    }
}
