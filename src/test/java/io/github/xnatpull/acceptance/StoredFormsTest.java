package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.StoredForms;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.state.StateDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A destination as version 0.1.0 left it before requests had a version (stored-forms/destination-1.zip): one run complete, one
 * ended by a limit, one killed while files moved. Every later version works with it: at another place, and a server of another
 * address that has the same data.
 */
class StoredFormsTest {
    private static final String FIRST = "first-20261130-074005";
    private static final String LIMITED = "limited-20261130-074016";
    private static final String KILLED = "killed-20261130-074029";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    @TempDir
    private Path directory;

    private Scene scene() {
        Path data = StoredForms.unpacked("destination-1.zip", directory.resolve("data"));
        return new Scene(MiniatureArchives.demoProject(), "DEMO", data);
    }

    private static Ended run(Scene scene, String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--dest", scene.destination().toString()));
        return new Program().run(command);
    }

    private static String[] resume(Scene scene, String run) {
        return new String[] {run, "--server", scene.xnat().url(), "--max-bytes", "1G", "--bwlimit", "off"};
    }

    /** What is here is as it is there, and all that was wanted. */
    private static void assertAllHere(Scene scene, int files) {
        Map<String, String> ofScansAndSessions = new TreeMap<>(scene.tree());
        ofScansAndSessions.keySet().removeIf(path -> path.contains("/assessors/"));
        assertThat(scene.truth()).containsAllEntriesOf(ofScansAndSessions);
        assertThat(scene.tree()).hasSize(files);
    }

    @Test
    void itsUnfinishedRunsAreResumedAndItIsRight() {
        try (Scene scene = scene()) {
            scene.resumes(0, resume(scene, LIMITED));
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 10L, "unchanged", 10L));
            scene.resumes(0, resume(scene, KILLED));
            assertAllHere(scene, 30);
            int fetched = scene.fetches().count();
            assertThat(fetched).as("what had landed is not fetched again").isLessThanOrEqualTo(30 - 15 - 2);
            scene.resumes(0, resume(scene, FIRST)).saying("Run " + FIRST + " is complete");
            run(scene, "verify", "--full").with(0);
            run(scene, "verify", "--remote", "--server", scene.xnat().url()).with(0);
        }
    }

    @Test
    void itsRunsAreListedAndShown() {
        try (Scene scene = scene()) {
            assertThat(run(scene, "runs", "list").with(0).out())
                    .contains(FIRST, LIMITED, KILLED, "completed", "open", "killed");
            assertThat(run(scene, "runs", "show", LIMITED).with(0).out())
                    .contains("exit code 8", "15 done of 20", "4 planned of 4");
            assertThat(run(scene, "runs", "show", FIRST, "--json").with(0).out())
                    .contains("\"state\":\"completed\"");
            run(scene, "verify").with(0);
        }
    }

    @Test
    void aNewPullTakesWhatLandedForLanded() {
        try (Scene scene = scene()) {
            scene.pulls(
                    0,
                    "--rebind",
                    "--session",
                    "SUBJ0[12]*",
                    "--levels",
                    "scan,session,assessor",
                    "--resource",
                    "SNAPSHOTS,NOTES,REPORT",
                    "--set",
                    "name=limited");
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", 15L, "landed", 5L));
            run(scene, "resume", LIMITED).with(2).saying("it was superseded by run limited-");
        }
    }

    @Test
    void itsStateIsRebuiltAndItsRunsSayWhatWasWantedFromWhichServer() throws IOException {
        try (Scene scene = scene()) {
            Files.writeString(scene.destination().resolve(".xnatpull/state/xnatpull.script"), "this is no database\n");
            run(scene, "runs", "rebuild").with(0);
            run(scene, "verify").with(0);
            assertThat(run(scene, "verify", "--remote", "--server", scene.xnat().url())
                            .with(0)
                            .out())
                    .as("the last run wanted a session of which nothing has come")
                    .contains("8 on the server and not here");
            scene.pulls(2, "--session", "SUBJ01_MR1").saying("server was http://127.0.0.1:18765");
            scene.xnat().log().clear();
            scene.pulls(0, "--rebind", "--session", "SUBJ01_MR1", "--resource", "SNAPSHOTS,NOTES");
            assertThat(scene.fetches().count()).isZero();
        }
    }

    private static void change(Scene scene, UnaryOperator<String> request) {
        try (StateDatabase state =
                StateDatabase.openExisting(scene.destination().resolve(".xnatpull/state"), 2)) {
            for (String run : List.of(FIRST, LIMITED, KILLED)) {
                String before =
                        state.jdbc().queryForObject("select request from xp_run where run = ?", String.class, run);
                state.jdbc().update("update xp_run set request = ? where run = ?", request.apply(before), run);
            }
        }
    }

    /** Of each of its keys {@code StoredRequestTest} tells; here whoever reads it does. */
    @ParameterizedTest
    @CsvSource({"recheck, 0", "reach, 0", "load, 0", "reporting, 0", "server, 0", "destination, 10", "selection, 10"})
    void aRequestOfTheFirstFormWithoutOneOfItsKeysIsReadOrRefusedInWords(String key, int exit) {
        try (Scene scene = scene()) {
            change(scene, before -> {
                ObjectNode json = (ObjectNode) MAPPER.readTree(before);
                json.remove(key);
                return json.toString();
            });
            Ended verified = run(scene, "verify").with(exit);
            Ended resumed = scene.resumes(exit, resume(scene, LIMITED));
            if (exit == 10) {
                verified.saying("XP-STATE-UNREADABLE", "run " + KILLED);
                resumed.saying("XP-STATE-UNREADABLE", "run " + LIMITED, "it is damaged");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"version\": 7, \"written_by\": \"9.9.9\"} | XP-STATE-NEWER | xnatpull 9.9.9 wrote it in form 7",
                "{\"version\": 2, \"settings\": {\"transfer.transfers\": {}}} | XP-STATE-UNREADABLE | transfer.transfers",
                "no JSON | XP-STATE-UNREADABLE | no JSON"
            })
    void aRequestThatIsNewerOrDamagedIsRefusedInWords(String request, String code, String words) {
        try (Scene scene = scene()) {
            change(scene, before -> request);
            scene.resumes(10, resume(scene, LIMITED)).saying(code, words, LIMITED, "xnatpull pull");
            run(scene, "verify").with(10).saying(code, words);
            run(scene, "verify", "--remote").with(10).saying(code, words);
            run(scene, "runs", "list").with(0);
            // The way out that it names:
            scene.pulls(
                    0, "--rebind", "--session", "SUBJ01_MR1", "--resource", "SNAPSHOTS,NOTES", "--set", "name=limited");
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("unchanged", 5L));
            run(scene, "verify").with(0);
        }
    }

    @Test
    void aKeyOfAnotherVersionIsToldByWhoeverReadsIt() throws IOException {
        try (Scene scene = scene()) {
            // A run of today, ended by a limit.
            scene.pulls(8, "--rebind", "--session", "SUBJ05_MR1", "--max-bytes", "1", "--transfers", "1");
            String run;
            try (StateDatabase state =
                    StateDatabase.openExisting(scene.destination().resolve(".xnatpull/state"), 2)) {
                run = state.jdbc()
                        .queryForList("select run from xp_run order by id desc", String.class)
                        .get(0);
                ObjectNode json = (ObjectNode) MAPPER.readTree(
                        state.jdbc().queryForObject("select request from xp_run where run = ?", String.class, run));
                assertThat(json.path("version").asInt()).isEqualTo(2);
                ((ObjectNode) json.path("settings")).put("transfer.warp", "9").remove("transfer.retries");
                state.jdbc().update("update xp_run set request = ? where run = ?", json.toString(), run);
            }
            run(scene, "verify").with(0).saying("transfer.warp");
            scene.resumes(0, "--max-bytes", "1G", run).saying("'transfer.warp'", "It is not used");
            try (Stream<Path> files = Files.walk(scene.destination().resolve(".xnatpull/runs/" + run))) {
                assertThat(files.map(file -> file.getFileName().toString())).contains("run.json", "status.json");
            }
        }
    }
}
