package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.cli.command.RunCommands.DemoRequest;
import io.github.xnatpull.cli.command.RunCommands.ResumeRequest;
import io.github.xnatpull.cli.command.RunCommands.RunsRequest;
import io.github.xnatpull.cli.command.RunCommands.VerifyRequest;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.request.PullRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ProgramTest {
    private final Cli cli = new Cli();

    static Stream<String> commands() {
        List<String> names = new ArrayList<>();
        collect("", new Cli().program().line(), names);
        return names.stream();
    }

    private static void collect(String path, CommandLine line, List<String> names) {
        line.getSubcommands().forEach((name, below) -> {
            names.add(path + name);
            collect(path + name + " ", below, names);
        });
    }

    @ParameterizedTest(name = "help {0}")
    @MethodSource("commands")
    void everyCommandTeachesByExample(String command) {
        assertThat(cli.run("help " + command)).isZero();
        assertThat(cli.out())
                .startsWith("Usage: xnatpull " + command)
                .contains("Examples\n")
                .contains("\n  ");
        assertThat(cli.out().substring(cli.out().indexOf("Examples"))).contains("xnatpull ");
    }

    @ParameterizedTest(name = "{0} --help")
    @MethodSource("commands")
    void helpIsTheSameBothWays(String command) {
        cli.run("help " + command);
        Cli other = new Cli();
        assertThat(other.run(command + " --help")).isZero();
        assertThat(other.out()).isEqualTo(cli.out());
    }

    @Test
    void everyExampleOfPullAndPlanIsUnderstood(@TempDir Path directory) throws Exception {
        for (String command : List.of("pull", "plan")) {
            cli.run("help " + command);
        }
        List<String> examples = cli.out()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("xnatpull pull ") || line.startsWith("xnatpull plan "))
                .toList();
        assertThat(examples).hasSizeGreaterThan(7);
        Files.createDirectories(directory.resolve("jobs"));
        Files.writeString(
                directory.resolve("jobs/nightly.yaml"), "version: 1\nselect: { project: P }\ndestination: ../data\n");
        for (String example : examples) {
            Cli fresh = new Cli();
            fresh.workingDirectory = directory;
            fresh.environment.put("XNAT_URL", "https://xnat.example.org");
            String line = example.replaceFirst("^xnatpull ", "")
                    .replaceFirst(" >.*", "")
                    .replace("'", "");
            assertThat(fresh.run(line)).as("%s: %s", example, fresh.err()).isZero();
        }
    }

    @Test
    void pullListsItsExitCodes() {
        cli.run("help pull");
        assertThat(cli.out()).contains("Exit codes\n").contains("   11   another run holds the destination");
    }

    @Test
    void withoutACommandHelpIsShown() {
        assertThat(cli.run("")).isZero();
        assertThat(cli.out())
                .startsWith("Usage: xnatpull COMMAND [FLAGS]")
                .contains("  pull        Pulls what is selected\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pul --project P", "runs lst", "help pul", "explain XP-ZIP-TRUNCATD"})
    void aMisspeltWordIsNamedWithTheNearest(String line) {
        assertThat(cli.run(line)).isEqualTo(2);
        assertThat(cli.err()).containsIgnoringCase("did you mean").endsWith("[XP-USAGE]\n");
    }

    @Test
    void completionIsAScriptThatBashUnderstands(@TempDir Path directory) throws Exception {
        assertThat(cli.run("completion bash")).isZero();
        Path script = Files.writeString(directory.resolve("completion"), cli.out());
        Process bash = new ProcessBuilder("bash", "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
        assertThat(cli.out()).contains("--exclude-resource");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(cli.run("--version")).isZero();
        assertThat(cli.out()).matches("xnatpull \\d+\\.\\d+\\.\\d+.* \\(Java .*\\)\n");
    }

    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void everyFaultExitsWithItsCodeAndIsExplained(FaultCode code) {
        cli.runs.failure = Optional.of(Fault.fault(code).trying("pull").because("of a test"));
        assertThat(cli.run("pull --server x --dest d --project P")).isEqualTo(code.exitCode());
        assertThat(cli.err())
                .isEqualTo("xnatpull: Tried to pull, but of a test. " + code.advice() + " [" + code.id() + "]\n");
        assertThat(cli.run("explain " + code.id())).isZero();
        assertThat(cli.out())
                .contains(code.id() + ": " + code.summary())
                .contains("What to do     " + code.advice())
                .contains("Exit code      " + code.exitCode() + " ");
    }

    @Test
    void aMistakeOfOursIsToldWithoutAStackTrace() {
        cli.runs.failure = Optional.of(new IllegalStateException("no such state"));
        assertThat(cli.run("pull --server x --dest d --project P")).isEqualTo(1);
        assertThat(cli.err())
                .hasLineCount(1)
                .contains("xnatpull made a mistake", "-vv")
                .doesNotContain("Exception")
                .endsWith("[XP-INTERNAL]\n");
    }

    @Test
    void aValueThatIsNoneIsToldWithoutTheNameOfAnException() {
        assertThat(cli.runWords("demo", "--dest", "a\u0000b")).isEqualTo(2);
        assertThat(cli.err()).contains("--dest", "is no path on this machine").doesNotContain("Exception");
    }

    @Test
    void twiceVerboseShowsTheStackTrace() {
        cli.runs.failure = Optional.of(new IllegalStateException("no such state"));
        assertThat(cli.run("pull --server x --dest d --project P -vv")).isEqualTo(1);
        assertThat(cli.err()).contains("IllegalStateException: no such state", "    at io.github.xnatpull");
    }

    @Test
    void theServicesExitCodeIsTheProcesss() {
        cli.runs.exitCode = 143;
        assertThat(cli.run("pull --server x --dest d --project P")).isEqualTo(143);
    }

    @Test
    @DisplayName("B-80: Messages cannot colour the screen")
    void messagesCannotColourTheScreen() {
        cli.run("pull --\u001b[31mred");
        assertThat(cli.err()).doesNotContain("\u001b").contains("--\\x1b[31mred");
    }

    @Test
    void aDryRunPlans() {
        cli.pull("--project P --dry-run");
        assertThat(cli.runs.asked).startsWith("plan");
    }

    @Test
    void resumeNeedsOnlyTheDestination() {
        assertThat(cli.run("resume --dest data")).isZero();
        ResumeRequest request = (ResumeRequest) cli.runs.asked.get(0);
        assertThat(request.destination()).isEqualTo(Path.of("/cwd/data"));
        assertThat(request.run()).isEmpty();
    }

    @Test
    void resumeChangesTheLoadAndNotTheSelection() {
        PullRequest remembered = cli.pull("--project P --scan T1w --transfers 8");
        assertThat(
                        cli.run(
                                "resume P-20260102-020000 --dest data --transfers 2 --until 05:00 --server new.example.org --only f.csv"))
                .isZero();
        ResumeRequest request = (ResumeRequest) cli.runs.asked.get(1);
        PullRequest changed = request.changes().apply(remembered);
        assertThat(request.run()).contains("P-20260102-020000");
        assertThat(request.only().map(list -> list.place())).contains("/cwd/f.csv");
        assertThat(changed.load().transfers()).isEqualTo(2);
        assertThat(changed.site().address()).hasHost("new.example.org");
        assertThat(changed.limits().ofAttempt().until()).isPresent();
        assertThat(changed.selection()).isEqualTo(remembered.selection());
        assertThat(changed.layout()).isEqualTo(remembered.layout());
    }

    @Test
    void resumeTakesNoSelection() {
        assertThat(cli.run("resume --dest data --scan T1w")).isEqualTo(2);
        assertThat(cli.err()).contains("unknown flag --scan");
    }

    @Test
    void aDestinationIsFoundWhereOneStands(@TempDir Path directory) throws Exception {
        cli.workingDirectory = directory;
        assertThat(cli.run("resume")).isEqualTo(2);
        assertThat(cli.err()).contains("nothing says which destination is meant. Name it with --dest DIR.");
        Files.createDirectory(directory.resolve(".xnatpull"));
        assertThat(cli.run("runs list")).isZero();
        assertThat(cli.runs.asked).containsExactly(new RunsRequest.ListRuns(directory, Optional.empty()));
    }

    @Test
    void aJobFileNamesTheDestinationToo(@TempDir Path directory) throws Exception {
        cli.workingDirectory = directory;
        Files.writeString(directory.resolve("nightly.yaml"), "version: 1\nselect: { project: P }\ndestination: data\n");
        assertThat(cli.run("resume nightly.yaml P-20260102-020000"))
                .as(cli.err())
                .isZero();
        assertThat(((ResumeRequest) cli.runs.asked.get(0)).destination()).isEqualTo(directory.resolve("data"));
        assertThat(((ResumeRequest) cli.runs.asked.get(0)).run()).contains("P-20260102-020000");
    }

    @Test
    @DisplayName("B-11 resume after the job file was edited: another load is taken, another selection refused")
    void anEditedJobFileIsNoticed(@TempDir Path directory) throws Exception {
        cli.workingDirectory = directory;
        Path job = directory.resolve("nightly.yaml");
        String text =
                "version: 1\nserver: https://xnat.example.org\nselect: { project: P, scans: { include: [T1w] } }\ndestination: data\n";
        Files.writeString(job, text);
        cli.run("pull nightly.yaml");
        PullRequest remembered = (PullRequest) cli.runs.asked.get(0);
        Files.writeString(job, text + "transfer: { transfers: 2 }\n");
        cli.run("resume nightly.yaml");
        ResumeRequest tuned = (ResumeRequest) cli.runs.asked.get(1);
        assertThat(tuned.changes().apply(remembered).load().transfers()).isEqualTo(2);
        Files.writeString(job, text.replace("T1w", "T2w"));
        cli.run("resume nightly.yaml");
        ResumeRequest other = (ResumeRequest) cli.runs.asked.get(2);
        assertThatThrownBy(() -> other.changes().apply(remembered))
                .hasMessageContaining(
                        "the job file selects something else now: select.scans.include was [T1w] and is [T2w]")
                .hasMessageContaining("Start a new run with pull; what landed is reused.");
    }

    @Test
    void theHistoryIsShownAndTidied() {
        Path data = Path.of("/cwd/data");
        cli.run("runs show --dest data");
        cli.run("runs show R --dest data --json");
        cli.run("runs forget --keep-last 30 --dest data");
        cli.run("runs rebuild --dest data");
        assertThat(cli.runs.asked)
                .containsExactly(
                        new RunsRequest.ShowRun(data, Optional.empty(), Optional.empty()),
                        new RunsRequest.ShowRun(data, Optional.empty(), Optional.of("R")),
                        new RunsRequest.ForgetRuns(data, Optional.empty(), 30),
                        new RunsRequest.RebuildState(data, Optional.empty()));
        assertThat(cli.runs.invocations.get(1).output().json()).isTrue();
    }

    @Test
    void forgettingNeedsANumber() {
        assertThat(cli.run("runs forget --dest data")).isEqualTo(2);
        assertThat(cli.err()).contains("nothing says how many runs to keep. Add for example --keep-last 30.");
    }

    @Test
    void verifyTakesTheDestinationAsArgument() {
        cli.run("verify data --full --csv");
        assertThat(cli.runs.asked)
                .containsExactly(new VerifyRequest(
                        Path.of("/cwd/data"), Optional.empty(), true, false, Optional.empty(), false, false));
        assertThat(cli.runs.invocations.get(0).output().csv()).isTrue();
    }

    @Test
    void theDemonstrationStaysAwayFromRealData() {
        cli.environment.put("XNATPULL_DEST", "/real/data");
        cli.run("demo");
        assertThat(cli.runs.asked).containsExactly(new DemoRequest(Path.of("/cwd/xnatpull-demo"), 0, false));
    }
}
