package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.BodyFaults.flipBit;
import static io.github.xnatpull.fakes.BodyFaults.truncateAfter;
import static io.github.xnatpull.fakes.Requests.archives;
import static io.github.xnatpull.fakes.Requests.fileListings;
import static io.github.xnatpull.fakes.Requests.listings;
import static io.github.xnatpull.fakes.Requests.path;
import static io.github.xnatpull.fakes.Requests.resource;
import static io.github.xnatpull.fakes.Requests.singleFiles;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.fakes.ZipFaults;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Session;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server sends wrong is never taken for right: mended within the run where it can be, told where it cannot. */
class BadServerTest {
    private static final int RESOURCES = 12;

    @TempDir
    private Path directory;

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(2, 3, 2, 8, 20_000), "SCALE", directory.resolve("data"));
    }

    private static Resource dicom(Scene scene, String session, String scan) {
        return scene.xnat().archive().session(session).scan(scan).resource("DICOM");
    }

    /** The n-th of all archives, whichever resource that meets. */
    @Test
    @DisplayName(
            "B-16, B-18, B-19 Archives ended cleanly after half, with a flipped bit, cut in the middle: mended in the same run")
    void brokenArchivesAreMendedWithinTheRun() {
        try (Scene scene = scene()) {
            long ended = dicom(scene, "S00001_MR1", "1").id();
            long flipped = dicom(scene, "S00001_MR1", "2").id();
            long cut = dicom(scene, "S00001_MR1", "3").id();
            long headless = dicom(scene, "S00002_MR1", "1").id();
            long bitInName = dicom(scene, "S00002_MR1", "2").id();
            scene.xnat().on(archives().and(resource(ended))).then(ZipFaults.endAfterEntries(4));
            scene.xnat().on(archives().and(resource(flipped))).then(ZipFaults.flipBitInEntry(3));
            scene.xnat().on(archives().and(resource(cut))).then(truncateAfter(70_000));
            scene.xnat().on(archives().and(resource(headless))).then(ZipFaults.cutAfterEntries(5));
            scene.xnat().on(archives().and(resource(bitInName))).then(flipBit(31));
            Ended pull = scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
            assertThat(scene.manifest().count("proof")).isEqualTo(Map.of("md5", (long) RESOURCES));
            assertThat(scene.xnat().fired()).isGreaterThanOrEqualTo(5);
            // Only what was missing or wrong is asked for again.
            assertThat(scene.fetches().files())
                    .filteredOn(file -> file.startsWith(ended + "/"))
                    .hasSize(4);
            assertThat(scene.fetches().files())
                    .filteredOn(file -> file.startsWith(flipped + "/"))
                    .hasSize(1);
            assertThat(pull.err()).contains("XP-ZIP-TRUNCATED");
        }
    }

    @Test
    @DisplayName(
            "B-32 XNAT's login page with status 200 in place of an archive, a listing: never data, mended in the same run")
    void loginPagesAreNeverData() {
        try (Scene scene = scene()) {
            scene.xnat().on(archives()).skipping(2).times(2).then(Faults.loginPage());
            scene.xnat().on(fileListings()).skipping(1).times(1).then(Faults.loginPage());
            scene.xnat().on(archives()).nth(7).then(Faults.tinyHtml());
            scene.pulls(0);
            assertThat(scene.xnat().fired()).isEqualTo(4);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
        }
    }

    @Test
    @DisplayName("B-33 The server session ends in the middle: one new login for all, and the run goes on")
    void theServerSessionEnds() {
        try (Scene scene = scene()) {
            scene.xnat().on(archives()).nth(4).then(Faults.expireSessions());
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.xnat()
                            .log()
                            .matching(line -> Requests.logins().test(line.request()))
                            .size())
                    .isLessThanOrEqualTo(3);
        }
    }

    @Test
    @DisplayName("B-34 A scan that is removed between plan and fetch is gone: exit 3, the others land")
    void whatIsRemovedAfterThePlanIsGone() {
        try (Scene scene = scene()) {
            Session session = scene.xnat().archive().session("S00002_MR1");
            scene.xnat().on(archives()).nth(1).then(Faults.doing(() -> session.removeScan("3")));
            Ended pull = scene.pulls(3, "--transfers", "1");
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 10L, "gone", 2L));
            assertThat(scene.manifest().where("status", "gone").rows()).allSatisfy(row -> assertThat(row)
                    .containsEntry("session_label", "S00002_MR1")
                    .containsEntry("scan_id", "3")
                    .containsEntry("error_code", "XP-GONE-SINCE-PLAN")
                    .containsEntry("files", "0"));
            assertThat(pull.out()).contains("gone");
            assertThat(scene.tree()).isEqualTo(scene.truth());
            scene.pulls(0);
        }
    }

    @Test
    @DisplayName("B-36 A file that is listed and cannot be had: incomplete, exit 3, the rest is placed")
    void missingFilesMakeAResourceIncomplete() {
        try (Scene scene = scene()) {
            dicom(scene, "S00001_MR1", "2").addFile("lost.dcm", 20_000).missingOnDisk();
            scene.pulls(3);
            Map<String, String> expected = scene.truth();
            assertThat(expected.keySet().removeIf(name -> name.endsWith("/lost.dcm")))
                    .isTrue();
            assertThat(scene.tree()).isEqualTo(expected);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 11L, "incomplete", 1L));
            assertThat(scene.manifest().where("status", "incomplete").only())
                    .containsEntry("files", "8")
                    .containsEntry("files_expected", "9");
            assertThat(scene.report("failures.csv").where("file", "lost.dcm").only())
                    .containsEntry("status", "missing");
            assertThat(scene.report("files.csv").where("status", "missing").only())
                    .containsEntry("file", "lost.dcm")
                    .containsEntry("path", "");

            scene.xnat().log().clear();
            scene.pulls(3);
            assertThat(scene.fetches().resources())
                    .as("asked for again each time, and nothing else")
                    .hasSize(1);
            dicom(scene, "S00001_MR1", "2").files().get(8).replaceWith(Content.text("found"));
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-37 A digest that the file never had: not accepted silently, told")
    void staleDigestsAreTold() {
        try (Scene scene = scene()) {
            dicom(scene, "S00001_MR1", "2").files().get(3).withStaleDigest();
            scene.pulls(3);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().where("status", "incomplete").only())
                    .containsEntry("error_code", "XP-DIGEST-MISMATCH")
                    .containsEntry("proof", "none");
        }
    }

    @Test
    @DisplayName("B-37 The only file of a resource is not as listed: it lies there, and its proof is none, not blank")
    void aPlacedFileThatIsNotAsListedHasProofNone() {
        try (Scene scene = scene()) {
            Resource one = dicom(scene, "S00001_MR1", "2");
            while (one.files().size() > 1) {
                one.removeFile(one.files().get(1).path());
            }
            one.files().get(0).withStaleDigest();
            scene.pulls(3);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().where("status", "incomplete").only())
                    .containsEntry("files", "0")
                    .containsEntry("proof", "none");
        }
    }

    @Test
    @DisplayName("B-38 Without digests: size and CRC are the proof, the manifest says so")
    void withoutDigestsSizeAndCrcProve() {
        MiniatureArchive archive = new MiniatureArchive().withoutChecksums();
        Session session = archive.addProject("PLAIN").addSubject("S1").addSession("S1_MR1");
        session.addScan("1", "T1w").addResource("DICOM").addFiles(5, 2_000);
        session.addScan("2", "T2w").addResource("NIFTI").addFile("one.nii", 5_000);
        try (Scene scene = new Scene(archive, "PLAIN", directory.resolve("data"))) {
            scene.xnat().on(archives()).then(ZipFaults.flipBitInEntry(2));
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().where("resource_label", "NIFTI").only()).containsEntry("proof", "size");
            assertThat(scene.manifest().where("resource_label", "DICOM").only().get("proof"))
                    .isIn("size", "size+crc");
        }
    }

    @Test
    @DisplayName("B-39 A resource without files is empty, and no failure; scans and sessions without any are counted")
    void emptyThingsAreNoFailure() {
        try (Scene scene = scene()) {
            Session session = scene.xnat().archive().session("S00001_MR1");
            session.scan("1").addResource("EMPTY");
            session.addScan("9", "nothing in it");
            scene.xnat().archive().project("SCALE").addSubject("S3").addSession("S3_MR1");
            scene.pulls(0);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES, "empty", 1L));
            assertThat(scene.manifest().where("status", "empty").only())
                    .containsEntry("resource_label", "EMPTY")
                    .containsEntry("files", "0");
            assertThat(scene.report("sessions.csv")
                            .where("session_label", "S00001_MR1")
                            .only())
                    .containsEntry("scans", "4")
                    .containsEntry("empty", "1");
            assertThat(scene.report("sessions.csv")
                            .where("session_label", "S3_MR1")
                            .only())
                    .containsEntry("scans", "0");
            assertThat(scene.tree()).isEqualTo(scene.truth());
            scene.xnat().log().clear();
            scene.pulls(0);
            assertThat(scene.fetches().count()).isZero();
        }
    }

    @Test
    @DisplayName(
            "B-06 A server that fails for a file and an archive alike: failed, the others land, later it is mended")
    void whatFailsOnceIsMendedByResume() {
        try (Scene scene = scene()) {
            long bad = dicom(scene, "S00002_MR1", "2").id();
            scene.xnat().on(archives().and(resource(bad))).then(truncateAfter(50_000));
            scene.xnat().on(singleFiles().and(resource(bad))).then(truncateAfter(100));
            Ended pull = scene.pulls(3, "--retries", "2");
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 11L, "failed", 1L));
            assertThat(pull.err().lines().filter(line -> line.contains("scan 2 DICOM: failed")))
                    .as("told once, though it is tried again at the end")
                    .hasSize(1);
            assertThat(scene.truth()).containsAllEntriesOf(scene.tree());
            assertThat(scene.tree().keySet()).noneMatch(name -> name.startsWith("S00002_MR1/scans/2/resources/DICOM"));
            scene.xnat().behave();
            scene.xnat().log().clear();
            scene.resumes(0);
            assertThat(scene.fetches().resources()).containsExactly(Long.toString(bad));
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName(
            "B-06 A session whose resources cannot be listed is failed: exit 3, the others land, resume lists it again")
    void aSickSessionDoesNotHoldUpTheProject() {
        try (Scene scene = scene()) {
            String sick = scene.xnat().archive().session("S00002_MR1").id();
            scene.xnat().on(listings().and(path(sick))).then(Faults.gatewayError(500));
            Ended plan = new Program().run(scene.plan("--retries", "1")).with(3);
            assertThat(plan.out()).contains("1 of the sessions cannot be listed");
            Ended pull = scene.pulls(3, "--retries", "1");
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 6L, "failed", 1L));
            assertThat(scene.manifest().where("status", "failed").only())
                    .containsEntry("session_label", "S00002_MR1")
                    .containsEntry("level", "session")
                    .containsEntry("resource_label", "")
                    .containsEntry("error_code", "XP-SERVER-ERROR")
                    .containsEntry("uri", "/data/experiments/" + sick);
            assertThat(scene.report("failures.csv").only()).containsEntry("session_id", sick);
            assertThat(scene.report("sessions.csv")
                            .where("session_label", "S00002_MR1")
                            .only())
                    .containsEntry("status", "incomplete")
                    .containsEntry("failed", "1");
            assertThat(pull.out()).contains("XP-SERVER-ERROR");

            scene.resumes(3, "--retries", "1");
            scene.xnat().behave();
            scene.xnat().log().clear();
            scene.resumes(0);
            assertThat(scene.fetches().count()).isEqualTo(6);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
        }
    }

    @Test
    @DisplayName(
            "B-91 404 for the resources of scans that are listed is no empty session: exit 3, the others land, resume ends it")
    void notFoundIsNotNothing() {
        try (Scene scene = scene()) {
            String sick = scene.xnat().archive().session("S00002_MR1").id();
            scene.xnat().on(path(sick + "/scans/ALL/resources")).then(Faults.status(404));
            scene.pulls(3);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 6L, "failed", 1L));
            assertThat(scene.manifest().where("status", "failed").only())
                    .containsEntry("session_label", "S00002_MR1")
                    .containsEntry("error_code", "XP-REPLY-UNEXPECTED");
            scene.xnat().behave();
            scene.resumes(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());

            scene.xnat().on(path(sick + "/scans/ALL/resources")).nth(1).then(Faults.status(404));
            scene.pulls(0);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", (long) RESOURCES));
        }
    }

    @Test
    @DisplayName(
            "B-32 What this user may not read (403) is failed and told; the others land, and resume tries it again")
    void aForbiddenItemDoesNotHoldUpTheRest() {
        try (Scene scene = scene()) {
            String closed = scene.xnat().archive().session("S00002_MR1").id();
            long resource = dicom(scene, "S00001_MR1", "2").id();
            scene.xnat().on(listings().and(path(closed))).then(Faults.gatewayError(403));
            scene.xnat()
                    .on(archives().or(singleFiles()).and(resource(resource)))
                    .then(Faults.gatewayError(403));
            scene.pulls(3, "--retries", "1");
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 5L, "failed", 2L));
            assertThat(scene.manifest().where("status", "failed").column("error_code"))
                    .containsOnly("XP-AUTH-FORBIDDEN");
            scene.xnat().behave();
            scene.resumes(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    void aFirstRunThatBroughtNothingTiesNobodyToItsLayout() {
        try (Scene scene = scene()) {
            scene.xnat().on(archives()).then(Faults.gatewayError(500));
            scene.xnat().on(singleFiles()).then(Faults.gatewayError(500));
            scene.pulls(3, "--retries", "0", "--layout", "nyuad");
            scene.xnat().behave();
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            scene.pulls(2, "--layout", "nyuad");
        }
    }
}
