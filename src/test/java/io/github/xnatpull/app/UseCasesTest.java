package io.github.xnatpull.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.support.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a user can do, without a console: what comes of it, and that as JSON, as the command line prints it. */
@Timeout(120)
class UseCasesTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path directory;

    private AppScene scene;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void begin() {
        scene = new AppScene(directory, MiniatureArchives.scaled(2, 1, 1, 2, 2_000));
    }

    @AfterEach
    void end() {
        scene.close();
    }

    private final RunObserver observer = new RunObserver() {
        @Override
        public void notice(String text) {
            told.add(text);
        }

        @Override
        public void warning(String text) {
            told.add("warning: " + text);
        }
    };

    private RunContext context() {
        return scene.context(observer, new StopSignal());
    }

    private PullResult pull() {
        return new Pull(context()).pull(scene.request());
    }

    private PullResult resume() {
        return new Resume(context())
                .resume(scene.place(), Optional.empty(), Optional.empty(), UnaryOperator.identity());
    }

    private PreviewResult preview(List<SessionPreview> sessions, Map<String, List<String>> flags) {
        return new PullPreview(scene.connector(new StopSignal()), observer, CLOCK)
                .look(scene.request(flags), new PullPreview.Listener() {
                    @Override
                    public void session(SessionPreview session) {
                        sessions.add(session);
                    }

                    @Override
                    public void words(String text) {
                        told.add(text);
                    }
                });
    }

    private VerifyResult verify(boolean full, boolean remote, List<Difference> differences) {
        return new Verify(scene.connector(new StopSignal()), CLOCK, told::add)
                .verify(scene.place(), new Verify.Scope(full, remote, Optional.empty(), false), differences::add);
    }

    private static JsonNode json(Object result) {
        return JsonMapper.shared().readTree(JsonText.of(result));
    }

    private String id(int session) {
        return scene.xnat().archive().session("S0000" + session + "_MR1").id();
    }

    private Path someFile() throws IOException {
        try (Stream<Path> files = Files.walk(scene.destination().root())) {
            return files.filter(path -> path.toString().endsWith(".dcm"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void refuseTheSecondSession() {
        long resource = scene.xnat()
                .archive()
                .session("S00002_MR1")
                .scan("1")
                .resource("DICOM")
                .id();
        scene.xnat().on(Requests.resource(resource)).then(Faults.status(403));
    }

    @Test
    void aPullComesToTheSummaryThatItsReportsHave() throws IOException {
        PullResult result = pull();

        assertThat(result.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(told).anySatisfy(text -> assertThat(text)
                .startsWith("Logged in at " + scene.xnat().url()));
        Path summary = scene.destination()
                .root()
                .resolve("reports")
                .resolve(result.run())
                .resolve("summary.json");
        assertThat(JsonText.pretty(result) + "\n").isEqualTo(Files.readString(summary));
        JsonNode json = json(result);
        assertThat(json.get("exit_code").asInt()).isZero();
        assertThat(json.get("complete").asBoolean()).isTrue();
        assertThat(json.at("/resources/landed").asInt()).isEqualTo(2);
        assertThat(json.get("files").asInt()).isEqualTo(4);
        assertThat(result.published().orElseThrow().manifest()).exists();
    }

    @Test
    void aPullThatIsAskedToStopBeforeItBeginsSaysSoAndMakesNothing() {
        StopSignal stop = new StopSignal();
        RunContext usual = scene.context(observer, stop);
        RunContext stopped = new RunContext(
                request -> {
                    stop.request(StopSignal.Reason.SIGTERM);
                    throw Fault.stopped();
                },
                usual.retries(),
                observer,
                stop,
                CLOCK);

        PullResult result = new Pull(stopped).pull(scene.request());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.SIGTERM);
        assertThat(result.notBegun()).contains("Asked to stop before anything was pulled.");
        assertThat(JsonText.of(result))
                .isEqualTo("{\"run\":\"" + result.run() + "\",\"exit_code\":143,"
                        + "\"ended_because\":\"Asked to stop before anything was pulled.\"}");
        assertThat(scene.destination().root()).doesNotExist();
    }

    @Test
    void aFaultIsAResultWithItsCode() {
        assertThatThrownBy(this::resume).isInstanceOfSatisfying(Fault.class, fault -> {
            ErrorResult result = ErrorResult.of(fault);
            assertThat(result.exitCode()).isEqualTo(ExitCodes.STATE);
            String root = scene.destination().root().toString();
            assertThat(JsonText.of(result))
                    .isEqualTo("{\"error\":{\"code\":\"XP-NO-SUCH-RUN\",\"exit_code\":10,\"message\":\""
                            + fault.getMessage() + "\",\"tried\":\"resume a run at " + root
                            + "\",\"cause\":\"there is no xnatpull destination\",\"meaning\":\"Nothing was done\",\"advice\":\""
                            + fault.advice() + "\"}}");
        });
    }

    @Test
    void aResumeBringsWhatFailedAndKnowsWhenNothingIsLeft() {
        refuseTheSecondSession();
        PullResult first = pull();
        assertThat(first.exitCode()).isEqualTo(ExitCodes.PARTIAL);
        assertThat(json(first).at("/resources/failed").asInt()).isEqualTo(1);
        scene.xnat().behave();

        PullResult second = resume();
        assertThat(second.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(second.run()).isEqualTo(first.run());
        assertThat(json(second).get("attempts")).hasSize(2);
        assertThat(json(second).at("/resources/landed").asInt()).isEqualTo(2);

        told.clear();
        PullResult third = resume();
        assertThat(third.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(JsonText.of(third)).isEqualTo("{\"run\":\"" + first.run() + "\",\"exit_code\":0}");
        assertThat(told).containsExactly("Run " + first.run() + " is complete; there is nothing to resume.");
    }

    @Test
    void aPreviewHasARowForEachSessionAndTheSums() {
        List<SessionPreview> sessions = new ArrayList<>();

        PreviewResult result = preview(sessions, Map.of());

        assertThat(sessions.stream().map(JsonText::of))
                .containsExactly(
                        "{\"project\":\"SCALE\",\"session_id\":\"" + id(1) + "\",\"session_label\":\"S00001_MR1\","
                                + "\"resources\":1,\"fetch\":1,\"check\":0,\"unchanged\":0,\"files\":2,\"bytes\":4000,\"unknown\":0,\"note\":\"\"}",
                        "{\"project\":\"SCALE\",\"session_id\":\"" + id(2) + "\",\"session_label\":\"S00002_MR1\","
                                + "\"resources\":1,\"fetch\":1,\"check\":0,\"unchanged\":0,\"files\":2,\"bytes\":4000,\"unknown\":0,\"note\":\"\"}");
        assertThat(JsonText.of(result))
                .isEqualTo(
                        "{\"sessions\":2,\"resources\":2,\"fetch\":2,\"check\":0,\"unchanged\":0,\"files\":4,\"bytes\":8000,"
                                + "\"unknown\":0,\"unlisted_sessions\":0,\"still_missing\":0,\"unmatched_rows\":0,\"known_gaps\":0,"
                                + "\"only_here\":0,\"exit_code\":0,\"explanation\":\"\",\"unmatched\":[]}");
        assertThat(scene.destination().root()).as("nothing is made").doesNotExist();
    }

    @Test
    void aPreviewOfANameThatNothingAnswersToHasTheExitCodeOfThatPull() {
        PreviewResult result = preview(new ArrayList<>(), Map.of("--session", List.of("S00001_MR1,MR9")));

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PARTIAL);
        JsonNode json = json(result);
        assertThat(json.get("exit_code").asInt()).isEqualTo(ExitCodes.PARTIAL);
        assertThat(json.get("unmatched_rows").asInt()).isEqualTo(1);
        assertThat(json.at("/unmatched/0").propertyNames()).containsExactly("source", "kind", "value", "reason");
        assertThat(json.at("/unmatched/0/value").asString()).isEqualTo("MR9");
    }

    @Test
    void whatLandedIsVerifiedAndADifferenceIsNamed() throws IOException {
        pull();
        List<Difference> differences = new ArrayList<>();
        VerifyResult equal = verify(false, false, differences);
        assertThat(equal.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(differences).isEmpty();
        String report = scene.destination().root().resolve("reports/verify.csv").toString();
        assertThat(JsonText.of(equal))
                .isEqualTo("{\"equal\":true,\"resources\":2,\"files\":4,\"bytes\":8000,\"incomplete\":0,"
                        + "\"looked_at\":\"size and time\",\"server_files\":0,\"server_by_size_only\":0,\"server_by_name_only\":0,"
                        + "\"files_different\":0,\"server_files_different\":0,\"differences\":{},\"examples\":[],\"unreadable\":[],\"strangers\":0,"
                        + "\"report\":\"" + report + "\"}");

        Path lost = someFile();
        Files.delete(lost);
        Files.writeString(scene.destination().root().resolve("notes.txt"), "mine");
        VerifyResult different = verify(true, true, differences);
        assertThat(different.exitCode()).isEqualTo(ExitCodes.DIFFERENT);
        assertThat(differences).hasSize(1);
        JsonNode json = json(different);
        assertThat(json.get("equal").asBoolean()).isFalse();
        assertThat(json.get("looked_at").asString()).isEqualTo("bytes");
        assertThat(json.get("server_files").asInt()).isEqualTo(4);
        assertThat(json.get("files_different").asInt()).isEqualTo(1);
        assertThat(json.get("differences").toString()).isEqualTo("{\"missing\":1}");
        assertThat(json.get("strangers").asInt()).isEqualTo(1);
        String path = scene.destination().root().relativize(lost).toString();
        assertThat(json.at("/examples/0").propertyNames()).containsExactly("status", "path", "file", "what");
        assertThat(json.at("/examples/0/path").asString()).isEqualTo(path);
    }

    @Test
    void runsAreListedAndShownAndForgotten() {
        refuseTheSecondSession();
        String first = pull().run();
        scene.xnat().behave();
        String second = pull().run();

        RunHistory history = new RunHistory(CLOCK);
        RunHistory.RunList list = history.list(scene.place());
        assertThat(list.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(json(list).findValuesAsString("run")).containsExactly(first, second);
        assertThat(json(list).get(0).propertyNames())
                .containsExactly(
                        "run",
                        "job",
                        "server",
                        "state",
                        "pid",
                        "attempt",
                        "started",
                        "updated",
                        "phase",
                        "sessions",
                        "sessions_planned",
                        "resources",
                        "resources_done",
                        "bytes",
                        "bytes_hinted",
                        "exit_code",
                        "reports",
                        "reason",
                        "form");
        RunHistory.ShownRun shown = history.show(scene.place(), Optional.of(first));
        assertThat(json(shown)).isEqualTo(json(list).get(0));
        assertThat(shown.run().state()).isEqualTo("superseded");
        assertThat(shown.summary().orElseThrow().attempts()).hasSize(1);
        assertThatThrownBy(() -> history.show(scene.place(), Optional.of("none")))
                .isInstanceOf(Fault.class);

        ForgetResult forgotten = new Forget(CLOCK).forget(scene.place(), 1);
        assertThat(forgotten.exitCode()).isEqualTo(ExitCodes.OK);
        assertThat(JsonText.of(forgotten)).isEqualTo("{\"forgotten\":[\"" + first + "\"],\"kept\":1,\"open\":[]}");
        assertThat(history.show(scene.place(), Optional.empty()).run().run()).isEqualTo(second);
    }

    @Test
    void aRebuiltStateKnowsWhatLandedAndWhatIsLacking() throws IOException {
        pull();
        Files.delete(someFile());

        RebuildResult result = new Rebuild(observer, CLOCK).rebuild(scene.place());

        assertThat(result.exitCode()).isEqualTo(ExitCodes.OK);
        String aside = result.aside().orElseThrow().toUri().toString();
        assertThat(JsonText.of(result))
                .isEqualTo(
                        "{\"landed\":1,\"files\":2,\"bytes\":4000,\"lacking\":1,\"damaged\":0,\"bound\":true,\"aside\":\""
                                + aside + "\"}");
        assertThat(verify(false, false, new ArrayList<>()).resources()).isEqualTo(1);
    }
}
