package io.github.xnatpull.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.request.TransferSettings.Existing;
import io.github.xnatpull.support.Home;
import io.github.xnatpull.xnat.Level;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequestsTest {
    private static final SettingsReader READER = new SettingsReader(Path.of("/cwd"), Home.at(Path.of("/home/jane")));

    private static Settings flags(String... given) {
        Map<String, List<String>> flags = new HashMap<>();
        flags.put("--server", List.of("https://xnat.example.org"));
        flags.put("--dest", List.of("data"));
        flags.put("--project", List.of("P"));
        for (int i = 0; i < given.length; i += 2) {
            flags.put(given[i], List.of(given[i + 1]));
        }
        return READER.flags(flags);
    }

    @Test
    void theSimplestRequestHasTheDefaults() {
        PullRequest request = Requests.of(flags());
        assertThat(request.jobName()).isEqualTo("P");
        assertThat(request.place().destination()).isEqualTo(Path.of("/cwd/data"));
        assertThat(request.reporting().directory()).isEqualTo(Path.of("/cwd/data/reports"));
        assertThat(request.layout().template()).isEqualTo("xnat");
        assertThat(request.load()).isEqualTo(new PullRequest.Load(4, 8, 4, Optional.empty()));
        assertThat(request.limits().ofAttempt()).isEqualTo(PullRequest.Limits.none());
        assertThat(request.transfer().existing()).isEqualTo(Existing.VERIFY);
        assertThat(request.selection().levels()).containsExactly(Level.SCAN);
        assertThat(request.strictness().recheck().all()
                        || request.place().rebind()
                        || request.strictness().failIfEmpty())
                .isFalse();
    }

    @Test
    void flagBeatsEnvironmentBeatsJobFileBeatsDefault() {
        Settings environment = READER.environment(
                Map.of("XNATPULL_TRANSFERS", "3", "XNATPULL_CHECKERS", "5", "XNATPULL_RETRIES", " "));
        Settings job = READER.assignments(List.of("transfer.transfers=9", "transfer.checkers=9", "transfer.retries=9"));
        PullRequest request =
                Requests.of(flags("--transfers", "2").over(environment).over(job));
        assertThat(request.load()).isEqualTo(new PullRequest.Load(2, 5, 9, Optional.empty()));
    }

    @Test
    void aFlagForScansSilencesTheScanTypesOfTheJobFile() {
        Settings job = READER.assignments(
                List.of("select.scans.type=T1w", "select.resources.exclude=SNAPSHOTS", "transfer.max-failures=5%"));
        PullRequest request = Requests.of(flags("--scan", "T2w", "--resource", "DICOM", "--on-failure", "stop")
                .over(job));
        assertThat(request.selection().scanTypes()).isEmpty();
        assertThat(request.selection().scans()).containsExactly("T2w");
        assertThat(request.selection().excludedResources()).isEmpty();
        assertThat(request.limits().ofAttempt().maxFailures()).contains(new FailureLimit.Count(1));
    }

    @Test
    void theServerIsAlsoWhatOtherToolsCallIt() {
        assertThat(READER.environment(Map.of("XNAT_HOST", "h.example.org", "XNAT_URL", "u.example.org"))
                        .text(Setting.SERVER))
                .contains("u.example.org");
    }

    @Test
    void assignmentsNameKeysOfTheJobFile() {
        Settings settings = READER.assignments(List.of(
                "select.sessions=MR1",
                "select.sessions=MR2,MR3",
                "destination=~/x",
                "select.resources.levels=scan,session"));
        assertThat(settings.texts(Setting.SESSIONS)).containsExactly("MR1", "MR2,MR3");
        assertThat(settings.text(Setting.DESTINATION))
                .contains(Path.of("/home/jane/x").toString());
        assertThat(settings.texts(Setting.LEVELS)).containsExactly("scan", "session");
        assertThatThrownBy(() -> READER.assignments(List.of("transfer.transfer=3")))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CONFIG_UNKNOWN_KEY))
                .hasMessageContaining("the nearest is 'transfer.transfers'");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "--transfers, 0, 0 is not between 1 and 64",
                "--transfers, x, 'x' is not a whole number",
                "--retries, 101, 101 is not between 0 and 100",
                "--layout, {scan.di}, the nearest is {scan.id}",
                "--scan, re:(, Unclosed group",
                "--max-failures, 101%, a number of failures",
                "--levels, scans, 'scans' is none of scan",
                "--server, ftp://x, no http or https address"
            })
    void valuesThatCannotBeAreRefused(String flag, String value, String words) {
        assertThatThrownBy(() -> Requests.of(flags(flag, value)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CONFIG_INVALID))
                .hasMessageContaining(words);
    }

    @Test
    void whatDoesNotGoTogetherIsNamedWithBothPlaces() {
        assertThatThrownBy(() -> Requests.of(flags("--since", "2026-02-01")
                        .over(READER.environment(Map.of("XNATPULL_UNTIL_DATE", "2026-01-01")))))
                .hasMessageContaining("select.sessions.date.from (flag --since)")
                .hasMessageContaining("select.sessions.date.to (environment XNATPULL_UNTIL_DATE)")
                .hasMessageContaining("2026-02-01 is after 2026-01-01");
    }

    @Test
    void whatIsMissingIsNamedWithTheWaysToSayIt() {
        assertThatThrownBy(() -> Requests.of(Settings.none())).hasMessageContaining("nothing says what to pull");
        assertThatThrownBy(() -> Requests.of(READER.flags(Map.of("--project", List.of("P")))))
                .hasMessageContaining("which server")
                .hasMessageContaining("XNAT_URL");
    }

    @Test
    void severalProjectsMayShareAFlag() {
        assertThat(Requests.of(flags("--project", "A, B,A")).selection().projects())
                .containsExactly("A", "B");
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everySettingIsDeclaredSoundly(Setting setting) {
        assertThat(setting.description()).matches("(?s)[A-Za-z].*[.…]|strict: .*|xnat, .*");
        assertThat(setting.standard())
                .allSatisfy(text -> assertThat(setting.problem(text)).isEmpty());
        assertThat(Setting.ofKey(setting.key())).contains(setting);
        setting.flag().ifPresent(flag -> assertThat(Setting.ofFlag(flag)).contains(setting));
        assertThat(KeyTree.isGroup(setting.key())).isFalse();
    }
}
