package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.archives;
import static io.github.xnatpull.fakes.Requests.fileListings;
import static io.github.xnatpull.fakes.Requests.listings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.ListingFaults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server lists, however oddly, and what changes on it while a run goes on. */
class ListingsTest {
    private static final int RESOURCES = 8;

    @TempDir
    private Path directory;

    private Scene scene() {
        return new Scene(MiniatureArchives.scaled(2, 2, 2, 4, 10_000), "SCALE", directory.resolve("data"));
    }

    @Test
    @DisplayName("B-35 A session that appears after the plan is not in this run; the next one brings it, and it alone")
    void whatAppearsAfterThePlanComesNextTime() {
        try (Scene scene = scene()) {
            Project project = scene.xnat().archive().project("SCALE");
            scene.xnat().on(archives()).nth(2).then(Faults.doing(() -> project.addSubject("LATE")
                    .addSession("LATE_MR1")
                    .addScan("1", "T1w")
                    .addResource("DICOM")
                    .addFiles(3, 1_000)));
            scene.pulls(0);
            assertThat(scene.manifest().count("session_label")).isEqualTo(Map.of("S00001_MR1", 4L, "S00002_MR1", 4L));
            assertThat(scene.tree().keySet()).noneMatch(path -> path.startsWith("LATE"));
            scene.pulls(0);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 1L, "unchanged", (long) RESOURCES));
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-44 Every listing in another order and every row twice: the same plan, nothing fetched twice")
    void orderAndDoubledRowsDoNotMatter() {
        try (Scene scene = scene()) {
            scene.xnat()
                    .on(listings().and(fileListings().negate()))
                    .then(ListingFaults.shuffledRows(7), ListingFaults.doubledRows());
            scene.pulls(0);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
            assertThat(scene.fetches().archives()).hasSize(RESOURCES).doesNotHaveDuplicates();
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName(
            "B-40, B-42, B-80 Doubled labels, and labels with all that URLs, file systems, screens and spreadsheets dislike: "
                    + "each lands once, under a safe name, and the manifest has the original")
    void oddNamesLandAndComeBack() {
        MiniatureArchive archive = new MiniatureArchive();
        Project project = archive.addProject("ODD");
        Session session = project.addSubject("S ü#1").addSession("A b%20c+ä;'😀");
        session.addScan("4", "T1w / #2 + 100%\u202e").addResource("DICOM").addFiles(2, 1_000);
        session.addScan("4-MR1", "=HYPERLINK(\"x\")\u001b[31m<script>")
                .addResource("DICOM")
                .addFiles(2, 1_000);
        session.scan("4").addResource("TWICE").addFile("same.txt", Content.text("one"));
        session.scan("4").addResource("TWICE").addFile("same.txt", Content.text("two"));
        session.addResource("NOTES").addFile("déjà vu #1 & 50%.txt", Content.text("notes"));
        try (Scene scene = new Scene(archive, "ODD", directory.resolve("data"))) {
            var pull = scene.pulls(0, "-v");
            assertThat(pull.out() + pull.err()).doesNotContain("\u001b[31m", "\u202e");
            Manifest manifest = scene.manifest();
            assertThat(manifest.count("status")).isEqualTo(Map.of("landed", 5L));
            assertThat(manifest.column("session_label")).containsOnly("A b%20c+ä;'😀");
            assertThat(manifest.column("subject_label")).containsOnly("S ü#1");
            assertThat(manifest.column("scan_type"))
                    .contains("T1w / #2 + 100%\u202e", "=HYPERLINK(\"x\")\u001b[31m<script>");
            assertThat(manifest.column("path")).doesNotHaveDuplicates();
            assertThat(manifest.where("resource_label", "TWICE").rows()).allSatisfy(row -> assertThat(row.get("path"))
                    .endsWith("/TWICE_" + row.get("resource_id") + "/files"));
            assertThat(new Program().run(scene.plan()).with(0).out())
                    .contains("2 resources share a label; their folders bear their ids");
            Map<String, String> found = new TreeMap<>();
            scene.report("files.csv")
                    .rows()
                    .forEach(row -> found.put(
                            row.get("resource_id") + " " + row.get("file"),
                            scene.tree().get(row.get("path"))));
            Map<String, String> expected = new TreeMap<>();
            archive.resources().forEach(resource -> resource.files()
                    .forEach(file -> expected.put(
                            resource.id() + " " + file.path(), file.content().md5())));
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName(
            "B-45 The prearchive is never asked for; a quarantined session, which no listing tells from others, lands like them")
    void thePrearchiveIsLeftAloneAndQuarantinedSessionsLand() {
        try (Scene scene = scene()) {
            scene.xnat()
                    .on(Requests.path("/prearchive"))
                    .then(Faults.reply(HttpReply.of(
                            200,
                            "application/json",
                            Body.text("{\"ResultSet\":{\"Result\":[{\"name\":\"NEW_MR1\",\"project\":\"SCALE\","
                                    + "\"status\":\"READY\",\"url\":\"/prearchive/projects/SCALE/1/NEW_MR1\"}],"
                                    + "\"totalRecords\": \"1\"}}"))));
            scene.xnat().on(Requests.path("/status")).then(Faults.body("quarantine"));
            scene.pulls(0);
            assertThat(scene.xnat().log().matching(line -> line.request().path().contains("prearchive")))
                    .isEmpty();
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
            assertThat(scene.manifest().count("session_label")).isEqualTo(Map.of("S00001_MR1", 4L, "S00002_MR1", 4L));
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName(
            "B-47 The server restarts in the middle: 502 for a while, then no session is known; ridden through, one new login")
    void aRestartIsRiddenThrough() {
        try (Scene scene = scene()) {
            scene.xnat().on(archives()).nth(3).then(Faults.expireSessions());
            scene.xnat().on(archives()).skipping(3).times(3).then(Faults.gatewayError(502));
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
            assertThat(scene.xnat().log().matching(line -> Requests.logins().test(line.request())))
                    .hasSizeLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest(name = "B-47 at {0}")
    @ValueSource(strings = {"/projects/SCALE/experiments", "/scans?"})
    @DisplayName(
            "B-47 The server goes away while sessions are listed, for longer than the tries last: waited for, and nothing fails")
    void anAbsenceDuringPlanningIsWaitedFor(String listing) {
        try (Scene scene = scene()) {
            AtomicInteger refused = new AtomicInteger();
            scene.xnat()
                    .on(request ->
                            (refused.get() > 0 || request.target().contains(listing)) && refused.incrementAndGet() <= 6)
                    .then(Faults.gatewayError(502));
            scene.pulls(0, "--retries", "1", "--checkers", "1", "--server-away", "30s");
            assertThat(refused.get()).isGreaterThan(6);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) RESOURCES));
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-82 Archives that the server sends elsewhere: nobody else is ever asked, the files come one by one")
    void nobodyElseIsAsked() {
        try (Scene scene = scene();
                Scene stranger =
                        new Scene(MiniatureArchives.scaled(1, 1, 1, 1, 10), "SCALE", directory.resolve("none"))) {
            String elsewhere = stranger.xnat().url();
            scene.xnat().on(archives()).nth(2).then(Faults.redirectTo("http://169.254.169.254/latest/meta-data/"));
            scene.xnat().on(archives()).nth(4).then(Faults.redirectTo(elsewhere + "/data/evil"));
            scene.xnat().on(archives()).nth(6).then(Faults.redirectTo("//evil@" + elsewhere.substring(7) + "/x"));
            scene.pulls(0).saying("XP-REDIRECT-OFF-ORIGIN", "169.254.169.254", elsewhere + "/data/evil");
            assertThat(stranger.xnat().log().lines()).isEmpty();
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName(
            "B-91 A resource of which the server counts files and lists none is asked for again, and never taken for empty")
    void filesThatAreCountedAndNotListed() {
        MiniatureArchive archive = MiniatureArchives.scaled(1, 1, 1, 3, 100);
        archive.session("S00001_MR1").scan("1").addResource("LOST").withHints("3", "300");
        long brief = archive.session("S00001_MR1").scan("1").resource("DICOM").id();
        String nothing = "{\"ResultSet\":{\"Result\":[],\"title\":\"Files\"}}";
        try (Scene scene = new Scene(archive, "SCALE", directory.resolve("data"))) {
            scene.xnat()
                    .on(Requests.fileListings().and(Requests.resource(brief)))
                    .times(1)
                    .then(Faults.body(nothing));
            scene.pulls(3);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 1L, "failed", 1L));
            assertThat(scene.manifest().where("status", "failed").only())
                    .containsEntry("resource_label", "LOST")
                    .containsEntry("error_code", "XP-LIST-INCOMPLETE");
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-91 A listing without the scans that have resources is not believed: asked for again, else exit 3")
    void listingsThatContradictEachOther() {
        try (Scene scene = scene()) {
            String sick = scene.xnat().archive().session("S00002_MR1").id();
            String none = "{\"ResultSet\":{\"Result\":[], \"totalRecords\": \"0\"}}";
            scene.xnat().on(Requests.path(sick + "/scans?")).then(Faults.body(none));
            scene.pulls(3);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 4L, "failed", 1L));
            assertThat(scene.report("sessions.csv")
                            .where("session_label", "S00002_MR1")
                            .only())
                    .containsEntry("excluded", "0");
            scene.xnat().behave();
            scene.resumes(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-91 A listing of sessions short of what the server counts is asked for again, else exit 5: never 0")
    void sessionsThatTheServerCountsAreNotMissed() {
        try (Scene scene = scene()) {
            scene.xnat().on(Requests.path("/experiments?")).then(ListingFaults.lostRow());
            scene.pulls(5, "--retries", "1").saying("XP-LIST-INCOMPLETE", "where the server counts");
            assertThat(scene.tree()).isEmpty();
            scene.xnat().behave();
            scene.xnat().on(Requests.path("/experiments?")).nth(1).then(ListingFaults.lostRow());
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    void listingsInTheCharsetOfAnOldServerAreRead() {
        try (Scene scene = scene()) {
            scene.xnat()
                    .archive()
                    .session("S00001_MR1")
                    .scan("2")
                    .resource("DICOM")
                    .addFile("né.dcm", 20_000);
            scene.xnat().on(listings().or(fileListings())).then(ListingFaults.inLatin1());
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth()).anySatisfy((name, digest) -> assertThat(name)
                    .endsWith("/né.dcm"));
        }
    }

    @Test
    void textThatAProxyPackedIsRead() {
        try (Scene scene = scene()) {
            scene.xnat()
                    .on(listings().or(fileListings()).or(Requests.logins()).or(Requests.path("/data/auth")))
                    .then(Faults.gzipped());
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/scans?", "/scans/ALL/resources"})
    @DisplayName("B-91 A session whose scans or resources come short of what the server counts is failed: exit 3")
    void partsThatTheServerCountsAreNotMissed(String listing) {
        try (Scene scene = scene()) {
            String sick = scene.xnat().archive().session("S00002_MR1").id();
            scene.xnat().on(Requests.path(sick + listing)).then(ListingFaults.lostRow());
            scene.pulls(3, "--retries", "1");
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 4L, "failed", 1L));
            assertThat(scene.report("failures.csv").only())
                    .containsEntry("session_id", sick)
                    .containsEntry("error_code", "XP-LIST-INCOMPLETE");
            scene.xnat().behave();
            scene.resumes(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }
}
