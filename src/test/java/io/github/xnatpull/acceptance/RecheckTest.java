package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.StoredFile;
import io.github.xnatpull.miniature.http.RequestLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changes on the server without another count or size: seen by comparing file by file, the longest unchecked first. */
class RecheckTest {
    private static final int SESSIONS = 6;
    private static final int SIZE = 200;
    private static final Pattern LISTING = Pattern.compile("/experiments/([^/]+)/.*/files/?\\?(?!.*format=zip)");

    @TempDir
    private Path directory;

    private Scene scene;
    private Project project;

    @BeforeEach
    void serve() {
        MiniatureArchive archive = new MiniatureArchive();
        project = archive.addProject("P");
        for (int number = 1; number <= SESSIONS; number++) {
            Session session = project.addSubject("S" + number).addSession("MR" + number);
            session.addScan("1", "T1w").addResource("DICOM").addFiles(2, SIZE);
            session.addScan("2", "T2w").addResource("DICOM").addFiles(2, SIZE);
        }
        scene = new Scene(archive, "P", directory.resolve("data"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Resource dicom(int session, String scan) {
        return scene.xnat().archive().session("MR" + session).scan(scan).resource("DICOM");
    }

    private static void swap(StoredFile one, StoredFile other) {
        Content content = one.content();
        one.replaceWith(other.content());
        other.replaceWith(content);
    }

    @ParameterizedTest(name = "B-97 {0} is brought by the next pull without a flag: --archives {1}")
    @CsvSource({
        "a file replaced at equal size, unpack, 1",
        "a file replaced at equal size, keep, 1",
        "a file replaced at equal size, both, 1",
        "two files that exchange their contents, unpack, 1",
        "two files that exchange their contents, keep, 1",
        "two resources that exchange their contents, unpack, 2",
        "two resources that exchange their contents, both, 2",
        "a file renamed with the same bytes, unpack, 1",
        "a file renamed with the same bytes, keep, 1"
    })
    void changedWithoutAnotherSize(String what, String archives, long landed) {
        scene.pulls(0, "--archives", archives);
        switch (what) {
            case "a file replaced at equal size" ->
                dicom(2, "1").file("0001.dcm").replaceWith(Content.noise(77, SIZE));
            case "two files that exchange their contents" ->
                swap(dicom(3, "2").file("0001.dcm"), dicom(3, "2").file("0002.dcm"));
            case "two resources that exchange their contents" -> {
                swap(dicom(1, "1").file("0001.dcm"), dicom(4, "2").file("0001.dcm"));
                swap(dicom(1, "1").file("0002.dcm"), dicom(4, "2").file("0002.dcm"));
            }
            default -> {
                Content same = dicom(5, "1").file("0001.dcm").content();
                dicom(5, "1").removeFile("0001.dcm");
                dicom(5, "1").addFile("first.dcm", same);
            }
        }
        int before = scene.fetches().count();
        scene.pulls(0, "--archives", archives);
        assertThat(scene.manifest().count("status"))
                .isEqualTo(Map.of("landed", landed, "unchanged", 2L * SESSIONS - landed));
        assertThat(scene.fetches().count() - before)
                .as("what did not change is not fetched")
                .isEqualTo((int) landed);
        if (archives.equals("unpack")) {
            assertThat(scene.tree()).containsAllEntriesOf(scene.truth());
        }
        scene.pulls(0, "--archives", archives);
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", 2L * SESSIONS));
        boolean oldNameStays = what.contains("renamed") && !archives.equals("keep");
        Ended verified = new Program()
                .run(List.of("verify", scene.destination().toString(), "--remote"))
                .with(oldNameStays ? 9 : 0);
        assertThat(verified.out())
                .contains(oldNameStays ? "the server lists it no more" : "and the same on the server");
    }

    /** When each session was compared last, by its label: the earliest of its resources. */
    private Map<String, Instant> checkedAt() {
        Map<String, Instant> oldest = new TreeMap<>();
        scene.manifest()
                .rows()
                .forEach(row -> oldest.merge(
                        row.get("session_label"),
                        Instant.parse(row.get("checked_at")),
                        (one, other) -> one.isBefore(other) ? one : other));
        return oldest;
    }

    /** The sessions whose files the last pull listed, by label. */
    private List<String> listedSince(int requests) {
        return scene.xnat().log().lines().stream()
                .skip(requests)
                .map(RequestLog.Line::target)
                .map(LISTING::matcher)
                .filter(Matcher::find)
                .map(listing -> scene.xnat()
                        .archive()
                        .findExperiment(listing.group(1))
                        .orElseThrow()
                        .label())
                .distinct()
                .sorted()
                .toList();
    }

    private int requests() {
        return scene.xnat().log().lines().size();
    }

    @Test
    @DisplayName("B-97 each pull compares so many listed files, the longest unchecked first, until all had their turn")
    void theLongestUncheckedFirst() {
        scene.pulls(0, "--transfers", "1");
        List<List<String>> nights = new ArrayList<>();
        for (int night = 0; night < 4; night++) {
            int before = requests();
            Ended ended = scene.pulls(0, "--recheck-rows", "8");
            nights.add(listedSince(before));
            assertThat(ended.out()).contains("4 compared file by file");
        }
        assertThat(nights)
                .containsExactly(
                        List.of("MR1", "MR2"), List.of("MR3", "MR4"), List.of("MR5", "MR6"), List.of("MR1", "MR2"));
        assertThat(checkedAt()).hasSize(SESSIONS);
    }

    @Test
    @DisplayName("B-97 where --recheck-every asks for more than --recheck-rows, its share of the project is compared")
    void theShareOfTheProject() {
        scene.pulls(0, "--transfers", "1");
        int before = requests();
        scene.pulls(0, "--recheck-rows", "1", "--recheck-every", "2d");
        assertThat(listedSince(before)).containsExactly("MR1", "MR2", "MR3");
    }

    @ParameterizedTest(name = "B-97 {0} compares {1} sessions")
    @CsvSource({
        "--recheck-rows 0, 0",
        "--recheck-rows 1, 1",
        "--recheck --recheck-rows 0, 6",
        "--recheck-rows 200000, 6"
    })
    void theFlags(String flags, int sessions) {
        scene.pulls(0);
        int before = requests();
        scene.pulls(0, flags.split(" "));
        assertThat(listedSince(before)).hasSize(sessions);
    }

    @Test
    @DisplayName("B-97 a change beyond tonight's share is brought by the night whose turn it is")
    void aChangeWaitsForItsTurn() {
        scene.pulls(0, "--transfers", "1");
        dicom(6, "2").file("0002.dcm").replaceWith(Content.noise(78, SIZE));
        for (int night = 0; night < 3; night++) {
            assertThat(scene.tree().equals(scene.truth()))
                    .as("before night " + night)
                    .isFalse();
            scene.pulls(0, "--recheck-rows", "8");
        }
        assertThat(scene.tree()).isEqualTo(scene.truth());
    }

    @Test
    @DisplayName(
            "B-97 what is new comes first; a limit that ends among comparisons is exit 0, and the next pull goes on")
    void aLimitAmongComparisons() {
        scene.pulls(0);
        project.addSubject("S7")
                .addSession("MR7")
                .addScan("1", "T1w")
                .addResource("DICOM")
                .addFiles(2, SIZE);
        int before = requests();
        Ended ended = scene.pulls(0, "--max-bytes", "1", "--transfers", "1");
        assertThat(listedSince(before)).containsExactly("MR7");
        assertThat(ended.out()).contains("Complete").doesNotContain("resume");
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 1L, "unchanged", 2L * SESSIONS));
        int after = requests();
        scene.pulls(0, "--recheck-rows", "4");
        assertThat(listedSince(after)).hasSize(1).doesNotContain("MR7");
    }

    @Test
    @DisplayName("B-97 a limit that leaves something new out is exit 8, also with comparisons behind it")
    void aLimitAmongWhatIsNew() {
        scene.pulls(0);
        for (String scan : List.of("1", "2", "3")) {
            dicomOfNew(scan);
        }
        scene.pulls(8, "--max-bytes", "1", "--transfers", "1");
        scene.resumes(0);
        assertThat(scene.tree()).isEqualTo(scene.truth());
    }

    private void dicomOfNew(String scan) {
        Session session = scan.equals("1")
                ? project.addSubject("S7").addSession("MR7")
                : scene.xnat().archive().session("MR7");
        session.addScan(scan, "T1w").addResource("DICOM").addFiles(2, SIZE);
    }

    @Test
    @DisplayName(
            "B-97 a session whose files cannot be listed for the comparison is exit 3 and named; resume looks again")
    void aComparisonThatFails() {
        scene.pulls(0);
        String mr3 = scene.xnat().archive().session("MR3").id();
        scene.xnat()
                .on(Requests.fileListings().and(Requests.path("/experiments/" + mr3 + "/")))
                .then(Faults.status(500));
        scene.pulls(3, "--retries", "0");
        assertThat(scene.manifest().where("status", "failed").column("session_label"))
                .containsOnly("MR3")
                .hasSize(2);
        assertThat(scene.manifest().where("status", "unchanged").rows()).hasSize(2 * SESSIONS - 2);
        assertThat(scene.tree()).as("nothing that landed is lost").isEqualTo(scene.truth());
        scene.xnat().behave();
        int before = requests();
        scene.resumes(0);
        assertThat(listedSince(before)).containsExactly("MR3");
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", 2L * SESSIONS));
    }

    @Test
    @DisplayName(
            "B-97 a server that goes away among comparisons is exit 5; resume compares the rest, and brings what changed")
    void theServerGoesAwayAmongComparisons() {
        scene.pulls(0, "--transfers", "1");
        dicom(6, "1").file("0001.dcm").replaceWith(Content.noise(79, SIZE));
        AtomicBoolean gone = new AtomicBoolean();
        scene.xnat().on(Requests.fileListings()).nth(3).then(Faults.doing(() -> gone.set(true)));
        scene.xnat().on(request -> gone.get()).then(Faults.dropConnection());
        scene.pulls(5, "--transfers", "1", "--retries", "0", "--server-away", "1s");
        scene.xnat().behave();
        int before = requests();
        Ended resumed = scene.resumes(0);
        assertThat(listedSince(before)).as(resumed.toString()).contains("MR6").doesNotContain("MR1", "MR2");
        assertThat(scene.tree()).isEqualTo(scene.truth());
        assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 1L, "unchanged", 2L * SESSIONS - 1));
    }

    @Test
    @DisplayName("B-97 resources of subjects, of the project and of assessors are compared as well")
    void everyLevel() {
        Resource consent = project.subject("S1").addResource("CONSENT").addFiles(1, SIZE, "%d.pdf");
        Resource protocol = project.addResource("PROTOCOL").addFiles(1, SIZE, "%d.pdf");
        Resource stats = scene.xnat()
                .archive()
                .session("MR1")
                .addAssessor("MR1_FS", "fs:fsData")
                .addOut("DATA")
                .addFiles(1, SIZE, "%d.stats");
        scene.pulls(0, "--levels", "all");
        for (Resource resource : List.of(consent, protocol, stats)) {
            resource.files().forEach(file -> file.replaceWith(Content.noise(80, SIZE)));
        }
        scene.pulls(0, "--levels", "all");
        assertThat(scene.manifest().where("status", "landed").column("resource_label"))
                .containsExactlyInAnyOrder("CONSENT", "PROTOCOL", "DATA");
        scene.pulls(0, "--levels", "all");
        assertThat(scene.manifest().count("status").keySet()).containsExactly("unchanged");
    }

    @Test
    @DisplayName(
            "B-97 without digests a change of equal size cannot be seen, and the run says that it looked by size only")
    void withoutDigests() {
        MiniatureArchive archive = new MiniatureArchive().withoutChecksums();
        project = archive.addProject("P");
        for (String label : List.of("MR1", "MR2")) {
            project.addSubject("S_" + label)
                    .addSession(label)
                    .addScan("1", "T1w")
                    .addResource("DICOM")
                    .addFiles(12, SIZE);
        }
        scene.close();
        scene = new Scene(archive, "P", directory.resolve("other"));
        scene.pulls(0);
        assertThat(scene.manifest().column("proof")).doesNotContain("md5");
        dicom(2, "1").file("0001.dcm").replaceWith(Content.noise(81, SIZE));
        assertThat(scene.pulls(0).out()).contains("unchanged (compared file by file, by size at most: 2 resources)");
        assertThat(new Program()
                        .run(List.of("verify", scene.destination().toString(), "--remote"))
                        .with(0)
                        .out())
                .contains("By size only: 24 files");
    }

    @Test
    @DisplayName("B-97 another selection compares its own only; what it looked at is not the next one's turn")
    void anotherSelection() {
        scene.pulls(0);
        int before = requests();
        scene.pulls(0, "--session", "MR2");
        assertThat(listedSince(before)).containsExactly("MR2");
        int after = requests();
        scene.pulls(0, "--recheck-rows", Integer.toString(4 * (SESSIONS - 1)));
        assertThat(listedSince(after)).containsExactly("MR1", "MR3", "MR4", "MR5", "MR6");
    }

    @Test
    @DisplayName("B-97 a look older than twice --recheck-every is a warning that -q does not silence")
    void anOldLookIsAWarning() {
        scene.pulls(0);
        Ended quiet = scene.pulls(0, "-q", "--recheck-rows", "0", "--recheck-every", "1ms");
        assertThat(quiet.err()).contains("more than twice --recheck-every", "--recheck-rows");
        assertThat(scene.pulls(0, "-q").err()).doesNotContain("--recheck-every");
    }

    @Test
    @DisplayName("B-97 through the packaged program: replaced at equal size, brought, and nothing the night after")
    void throughThePackagedProgram() {
        new PackagedProgram().run(scene.pull()).with(0);
        dicom(2, "1").file("0001.dcm").replaceWith(Content.noise(77, SIZE));
        new PackagedProgram().run(scene.pull()).with(0);
        assertThat(scene.tree()).isEqualTo(scene.truth());
        Ended ended = new PackagedProgram().run(scene.pull()).with(0);
        assertThat(ended.out()).startsWith("Nothing new").contains("(compared file by file)");
    }
}
