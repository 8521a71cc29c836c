package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.cli.command.ServerAccess;
import io.github.xnatpull.request.FailureLimit;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.PullRequest.Archives;
import io.github.xnatpull.request.PullRequest.NameBy;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.xnat.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PullFlagsTest {
    private final Cli cli = new Cli();

    @Test
    void aProjectNeedsThreeFlags() {
        PullRequest request = cli.pull("--project TEST");
        assertThat(request.jobName()).isEqualTo("TEST");
        assertThat(request.site().address()).isEqualTo(URI.create("https://xnat.example.org"));
        assertThat(request.place().destination()).isEqualTo(Path.of("/cwd/data"));
        assertThat(request.reporting().directory()).isEqualTo(Path.of("/cwd/data/reports"));
        assertThat(request.selection())
                .isEqualTo(Selection.builder()
                        .projects("TEST")
                        .sources(Map.of(Selection.PROJECT, "--project"))
                        .build());
        assertThat(request.place().state()).isEmpty();
        assertThat(request.layout().template()).isEqualTo("xnat");
        assertThat(request.load()).isEqualTo(new PullRequest.Load(4, 8, 4, Optional.empty()));
    }

    static Stream<Arguments> selections() {
        return Stream.of(
                selection("--project A --project B,C", Selection::projects, List.of("A", "B", "C")),
                selection("--session XNAT_E00001", Selection::sessions, List.of("XNAT_E00001")),
                selection("--project P --subject S1 --subject S2", Selection::subjects, List.of("S1", "S2")),
                selection("--project P --session MR1,MR2", Selection::sessions, List.of("MR1,MR2")),
                selection("--project P --scan re:^a,b$", Selection::scans, List.of("re:^a,b$")),
                selection(
                        "--project P --scan=T1w --exclude-scan=phantom", Selection::excludedScans, List.of("phantom")),
                selection("--project P --scan-quality usable", Selection::scanQualities, List.of("usable")),
                selection("--project P --session-type mr", Selection::sessionTypes, List.of("mr")),
                selection(
                        "--project P --resource DICOM --resource NIFTI",
                        Selection::resources,
                        List.of("DICOM", "NIFTI")),
                selection(
                        "--project P --exclude-resource SNAPSHOTS", Selection::excludedResources, List.of("SNAPSHOTS")),
                selection("--project P --since 2026-01-31", Selection::since, Optional.of(LocalDate.of(2026, 1, 31))),
                selection(
                        "--project P --until-date 2026-02-01", Selection::until, Optional.of(LocalDate.of(2026, 2, 1))),
                selection(
                        "--project P --levels session,subject",
                        Selection::levels,
                        Set.of(Level.SESSION, Level.SUBJECT)),
                selection("--project P --session-resources", Selection::levels, Set.of(Level.SCAN, Level.SESSION)),
                selection("--project P --assessor ALL", Selection::assessors, List.of("ALL")),
                selection("--project P --file *.nii.gz", Selection::files, List.of("*.nii.gz")),
                selection("--project P --limit 3", s -> s.limit().orElse(0), 3),
                selection(
                        "--sessions lists/w.csv",
                        Selection::sessionList,
                        Optional.of(new ListSource("/cwd/lists/w.csv", Optional.empty()))),
                selection(
                        "--project P --subjects - --list-column ID",
                        Selection::subjectList,
                        Optional.of(new ListSource("-", Optional.of("ID")))));
    }

    private static Arguments selection(String flags, Function<Selection, Object> fact, Object expected) {
        return Arguments.of(flags, fact, expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("selections")
    void aFlagSelects(String flags, Function<Selection, Object> fact, Object expected) {
        assertThat(fact.apply(cli.pull(flags).selection())).isEqualTo(expected);
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                setting("--layout flat", r -> r.layout().template(), "flat"),
                setting("--name-by id", r -> r.layout().nameBy(), NameBy.ID),
                setting("--archives both", r -> r.layout().archives(), Archives.BOTH),
                setting("--transfers 2", r -> r.load().transfers(), 2),
                setting("--checkers 3", r -> r.load().checkers(), 3),
                setting("--retries 0", r -> r.load().retries(), 0),
                setting("--existing rehash", r -> r.transfer().existing(), Existing.REHASH),
                setting("--recheck", r -> r.strictness().recheck().all(), true),
                setting("--recheck-every 2d", r -> r.strictness().recheck().every(), Duration.ofDays(2)),
                setting("--recheck-rows 5", r -> r.strictness().recheck().rows(), 5L),
                setting("--rebind", r -> r.place().rebind(), true),
                setting("--fail-if-empty", r -> r.strictness().failIfEmpty(), true),
                setting("--until 06:00", r -> r.limits().ofAttempt().until(), Optional.of(LocalTime.of(6, 0))),
                setting("--until 6:30", r -> r.limits().ofAttempt().until(), Optional.of(LocalTime.of(6, 30))),
                setting(
                        "--max-duration 1h30m",
                        r -> r.limits().ofAttempt().maxDuration(),
                        Optional.of(Duration.ofMinutes(90))),
                setting(
                        "--max-bytes 500G",
                        r -> r.limits().ofAttempt().maxBytes(),
                        Optional.of(new ByteSize(500L << 30))),
                setting(
                        "--max-failures 20",
                        r -> r.limits().ofAttempt().maxFailures(),
                        Optional.of(new FailureLimit.Count(20))),
                setting(
                        "--max-failures 5%",
                        r -> r.limits().ofAttempt().maxFailures(), Optional.of(new FailureLimit.Percent(5))),
                setting(
                        "--on-failure stop",
                        r -> r.limits().ofAttempt().maxFailures(),
                        Optional.of(new FailureLimit.Count(1))),
                setting("--on-failure continue", r -> r.limits().ofAttempt().maxFailures(), Optional.empty()),
                setting("--report-dir r", r -> r.reporting().directory(), Path.of("/cwd/r")),
                setting("--state s", r -> r.place().state(), Optional.of("/cwd/s")),
                setting(
                        "--state jdbc:postgresql://db/x",
                        r -> r.place().state(),
                        Optional.of("jdbc:postgresql://db/x")));
    }

    private static Arguments setting(String flags, Function<PullRequest, Object> fact, Object expected) {
        return Arguments.of(flags, fact, expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void aFlagSets(String flags, Function<PullRequest, Object> fact, Object expected) {
        assertThat(fact.apply(cli.pull("--project P " + flags))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} is refused")
    @CsvSource(delimiter = '|', textBlock = """
            --since 2026-13-01                     | Tried to use --since, but '2026-13-01' is no date; write for example 2026-01-31.
            --since 2026-02-02 --until-date 2026-02-01 | Tried to use select.sessions.date.from (flag --since) and select.sessions.date.to (flag --until-date), but 2026-02-02 is after 2026-02-01.
            --until 25:00                          | Tried to use --until, but '25:00' is no time of day; write for example 06:00.
            --max-duration 6                       | Tried to use --max-duration, but '6' is no length of time; write for example 6h, 90m or 1h30m.
            --max-bytes lots                       | Tried to use --max-bytes, but 'lots' is no size; write for example 500M or 1.5G.
            --max-failures 0                       | Tried to use --max-failures, but '0' is not a number of failures, or a percentage.
            --max-failures 101%                    | Tried to use --max-failures, but '101%' is not a number of failures, or a percentage.
            --on-failure stop --max-failures 2     | Tried to use transfer.on-failure (flag --on-failure) and transfer.max-failures (flag --max-failures), but only one of them can be used at a time.
            --transfers 0                          | Tried to use transfer.transfers (flag --transfers), but 0 is not between 1 and 64.
            --transfers four                       | Tried to use --transfers, but 'four' is not a whole number.
            --retries 101                          | Tried to use transfer.retries (flag --retries), but 101 is not between 0 and 100.
            --limit 0                              | Tried to use select.sessions.limit (flag --limit), but 0 is not between 1 and
            --levels scan,scans                    | Tried to use --levels, but 'scans' is none of scan, session, assessor, reconstruction, subject, project, all.
            --existing skip                        | Tried to use --existing, but 'skip' is none of verify, rehash, replace, keep, adopt, repair.
            --resource A --exclude-resource B      | Tried to use select.resources.include (flag --resource) and select.resources.exclude (flag --exclude-resource), but resources are both
            --transfers 2 --transfers 3            | xnatpull: --transfers is given twice.
            --server ftp://x                       | xnatpull: --server is given twice.
            --sesion MR1                           | unknown flag --sesion; did you mean --session? See 'xnatpull help pull'. [XP-USAGE]
            --password secret                      | unknown flag --password: none takes a secret
            extra.yaml second.yaml                 | xnatpull: 'second.yaml' is one argument too many.
            TEST                                   | there is no job file TEST. If it is a project, write --project TEST.
            """)
    void aWrongFlagIsToldInWords(String flags, String message) {
        assertThat(cli.run("pull --server https://xnat.example.org --dest data --project P " + flags))
                .isEqualTo(2);
        assertThat(cli.err()).contains(message).startsWith("xnatpull: ").hasLineCount(1);
        assertThat(cli.runs.asked).isEmpty();
    }

    @ParameterizedTest(name = "without {0}")
    @CsvSource(delimiter = '|', textBlock = """
            --dest d --project P      | nothing says which server to ask. Give its address: --server URL, XNAT_URL
            --server x --project P    | nothing says where the data go. Name a directory: --dest DIR
            --server x --dest d       | nothing says what to pull. Name a project, a session by its accession id, or a list.
            """)
    void whatIsMissingIsNamed(String flags, String message) {
        assertThat(cli.run("pull " + flags)).isEqualTo(2);
        assertThat(cli.err()).contains(message);
    }

    @Test
    void aBlankDestinationIsNotTheWorkingDirectory() {
        assertThat(cli.runWords("pull", "--server", "x", "--project", "P", "--dest", ""))
                .isEqualTo(2);
        assertThat(cli.err()).contains("Tried to use --dest, but it is blank.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "xnat.example.org, https://xnat.example.org",
        "https://xnat.example.org/, https://xnat.example.org",
        "https://example.org/xnat/, https://example.org/xnat",
        "http://127.0.0.1:8080, http://127.0.0.1:8080"
    })
    void aServerIsWrittenAsPeopleDo(String written, String expected) {
        cli.run("pull --project P --dest d --server " + written);
        assertThat(((PullRequest) cli.runs.asked.get(0)).site().address()).isEqualTo(URI.create(expected));
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndNotRepeated() {
        assertThat(cli.run("pull --project P --dest d --server https://ann:s3cret@xnat.example.org"))
                .isEqualTo(2);
        assertThat(cli.err()).doesNotContain("s3cret").contains("holds a user");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            --session XNAT_E00001                | XNAT_E00001
            --project A --project B              | A
            --session 'MR 1'                     | MR_1
            --sessions lists/wave2.csv           | wave2
            --sessions -                         | pull
            --session re:.*                      | re
            """)
    void aRunIsNamedAfterWhatItPulls(String flags, String name) {
        cli.runWords(Stream.concat(
                        Stream.of("pull", "--server", "x", "--dest", "d"),
                        Stream.of(flags.split(" (?=--)"))
                                .flatMap(flag -> Stream.of(flag.replace("'", "").split(" ", 2))))
                .toArray(String[]::new));
        assertThat(((PullRequest) cli.runs.asked.get(0)).jobName()).isEqualTo(name);
    }

    @Test
    void theEnvironmentStandsInForFlags() {
        cli.environment.put("XNAT_URL", "https://xnat.example.org");
        cli.environment.put("XNATPULL_DEST", "d");
        cli.environment.put("XNATPULL_PROJECT", "A,B");
        cli.environment.put("XNATPULL_NAME_BY", "id");
        cli.environment.put("XNATPULL_RECHECK", "true");
        cli.environment.put("XNATPULL_REBIND", "false");
        assertThat(cli.run("pull")).isZero();
        PullRequest request = (PullRequest) cli.runs.asked.get(0);
        assertThat(request.selection().projects()).containsExactly("A", "B");
        assertThat(request.layout().nameBy()).isEqualTo(NameBy.ID);
        assertThat(request.strictness().recheck().all()).isTrue();
        assertThat(request.place().rebind()).isFalse();
    }

    @Test
    void aFlagWinsOverTheEnvironment() {
        cli.environment.put("XNATPULL_PROJECT", "A");
        cli.environment.put("XNATPULL_RECHECK", "true");
        cli.environment.put("XNATPULL_SERVER", "https://one.example.org");
        cli.environment.put("XNAT_URL", "https://two.example.org");
        PullRequest request = cli.pull("--project B --recheck");
        assertThat(request.selection().projects()).containsExactly("B");
        assertThat(request.strictness().recheck().all()).isTrue();
        assertThat(request.site().address()).isEqualTo(URI.create("https://xnat.example.org"));
    }

    @Test
    void aWrongVariableIsNamed() {
        cli.environment.put("XNATPULL_TRANSFERS", "abc");
        assertThat(cli.run("pull --server x --dest d --project P")).isEqualTo(2);
        assertThat(cli.err()).contains("Tried to use XNATPULL_TRANSFERS, but 'abc' is not a whole number.");
    }

    @Test
    void aWrongSwitchVariableIsNamed() {
        cli.environment.put("XNATPULL_RECHECK", "perhaps");
        assertThat(cli.run("pull --server x --dest d --project P")).isEqualTo(2);
        assertThat(cli.err()).contains("Tried to use XNATPULL_RECHECK, but 'perhaps' is not true or false");
    }

    @Test
    void flagsWinOverTheEnvironmentAndThatOverTheJobFile(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("nightly.yaml"), """
                version: 1
                server: { url: https://xnat.example.org, user: ann, stall-timeout: 30s }
                select:
                  project: FILE
                  scans: { include: [T1w] }
                  resources: { exclude: [SNAPSHOTS] }
                destination: { root: data, recheck: true }
                transfer: { transfers: 3, checkers: 5 }
                limits: { until: "06:00" }
                """);
        cli.workingDirectory = directory;
        cli.environment.put("XNATPULL_CHECKERS", "6");
        cli.environment.put("XNATPULL_TRANSFERS", "7");
        assertThat(
                        cli.run(
                                "pull nightly.yaml --resource DICOM --until 07:00 --dest elsewhere --transfers 2 --set transfer.retries=9"))
                .as(cli.err())
                .isZero();
        PullRequest request = (PullRequest) cli.runs.asked.get(0);
        assertThat(request.jobName()).isEqualTo("nightly");
        assertThat(request.selection().projects()).containsExactly("FILE");
        assertThat(request.selection().scans()).containsExactly("T1w");
        assertThat(request.selection().resources()).containsExactly("DICOM");
        assertThat(request.selection().excludedResources()).isEmpty();
        assertThat(request.load()).isEqualTo(new PullRequest.Load(2, 6, 9, Optional.empty()));
        assertThat(request.limits().ofAttempt().until()).contains(LocalTime.of(7, 0));
        assertThat(request.strictness().recheck().all()).isTrue();
        assertThat(request.place().destination()).isEqualTo(directory.resolve("elsewhere"));
        assertThat(request.reporting().directory()).isEqualTo(directory.resolve("elsewhere/reports"));
        ServerAccess access = cli.runs.invocations.get(0).access();
        assertThat(access.login().user()).contains("ann");
        assertThat(access.deadlines().stall()).contains(Duration.ofSeconds(30));
    }

    @Test
    void aMistakeInTheJobFileIsToldWithItsPlace(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("nightly.yaml"), "version: 1\nselect: { projct: P }\n");
        cli.workingDirectory = directory;
        assertThat(cli.run("pull nightly.yaml")).isEqualTo(2);
        assertThat(cli.err())
                .contains("nightly.yaml:2:11")
                .contains("the nearest is 'project'")
                .hasLineCount(1);
        assertThat(cli.runs.asked).isEmpty();
    }

    @Test
    void credentialsAreReferredToNeverGiven() {
        cli.pull(
                "--project P --user ann --password-file pw --ca-file ca.pem --insecure dev.local --no-input --grace 5s");
        ServerAccess access = cli.runs.invocations.get(0).access();
        assertThat(access.login().user()).contains("ann");
        assertThat(access.login().passwordFile()).contains(Path.of("/cwd/pw"));
        assertThat(access.tls().caFile()).contains(Path.of("/cwd/ca.pem"));
        assertThat(access.tls().insecureHosts()).containsExactly("dev.local");
        assertThat(access.login().noInput()).isTrue();
        assertThat(access.grace()).contains(Duration.ofSeconds(5));
    }
}
