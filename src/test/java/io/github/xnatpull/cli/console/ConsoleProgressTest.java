package io.github.xnatpull.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.xnatpull.plan.PlanItem;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConsoleProgressTest {
    private static final long MIB = 1 << 20;

    private final FakeTerminal terminal = new FakeTerminal();

    @Test
    void theBarShowsTransfersAndTheWhole() {
        ConsoleProgress progress = progress(ProgressStyle.AUTO, Verbosity.NORMAL, true, true);
        halfway(progress);
        assertThat(terminal.screen())
                .containsExactly(
                        "  XNAT_E00001 scan 2 DICOM                                 50.0 MiB of ~100 MiB",
                        "██████░░░░░░░  50%  150 / 300 MiB  5.00 MiB/s  30 s left  1 of 3 resources");
    }

    @Test
    @DisplayName("B-76: Forty columns are enough")
    void fortyColumnsAreEnough() {
        terminal.columns = 40;
        ConsoleProgress progress = progress(ProgressStyle.AUTO, Verbosity.NORMAL, true, true);
        halfway(progress);
        assertThat(terminal.screen())
                .containsExactly("  XNAT_E00001 scan 2 DICOM     50.0 MiB", " 50%  150 / 300 MiB  5.00 MiB/s");
    }

    @Test
    @DisplayName("B-76: Without unicode the bar is ASCII")
    void withoutUnicodeTheBarIsAscii() {
        ConsoleProgress progress = progress(ProgressStyle.BAR, Verbosity.NORMAL, true, false);
        halfway(progress);
        assertThat(terminal.screen().get(1))
                .isEqualTo("######.......  50%  150 / 300 MiB  5.00 MiB/s  30 s left  1 of 3 resources");
    }

    @Test
    @DisplayName("B-76: Percentages have the digits of everybody, whatever the language of the machine")
    void aPercentageIsReadableInEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            ConsoleProgress progress = progress(ProgressStyle.BAR, Verbosity.NORMAL, true, true);
            halfway(progress);
            assertThat(terminal.screen().get(1)).contains(" 50%");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aNarrowedWindowLeavesNoGhostLines() {
        ConsoleProgress progress = progress(ProgressStyle.BAR, Verbosity.NORMAL, true, true);
        halfway(progress);
        terminal.written.reset();
        terminal.columns = 40;
        progress.tick();
        assertThat(terminal.written.toString(StandardCharsets.UTF_8)).startsWith("\u001b[4A\r\u001b[J");
    }

    @Test
    void nothingIsWrittenWhileNothingChanges() {
        ConsoleProgress progress = progress(ProgressStyle.BAR, Verbosity.NORMAL, true, true);
        halfway(progress);
        terminal.written.reset();
        progress.tick();
        assertThat(terminal.written.size()).isZero();
    }

    @Test
    void messagesStandAboveTheBarAndStay() {
        ConsoleProgress progress = progress(ProgressStyle.BAR, Verbosity.NORMAL, true, true);
        halfway(progress);
        progress.warning("the server asked to wait 30 s\u001b[2J");
        progress.tick();
        assertThat(terminal.screen()).hasSize(3).first().isEqualTo("warning: the server asked to wait 30 s\\x1b[2J");
        progress.close();
        assertThat(terminal.screen()).containsExactly("warning: the server asked to wait 30 s\\x1b[2J");
    }

    @Test
    void onlyTheFirstFailuresAreShownOneByOne() {
        ConsoleProgress progress = progress(ProgressStyle.PLAIN, Verbosity.NORMAL, false, true);
        progress.transferStarts(10_000, 0, 0);
        for (int number = 1; number <= 10_000; number++) {
            progress.itemEnds(Items.scan(number, 1), Items.failed());
        }
        progress.tick();
        assertThat(terminal.lines()).hasSize(11);
        assertThat(terminal.lines().get(0))
                .isEqualTo("02:00:00 XNAT_E00001 scan 1 DICOM: failed, the connection broke [XP-CONNECTION-LOST]");
        assertThat(terminal.lines().get(10)).endsWith("are only counted; failures.csv will name all");
    }

    @Test
    void plainProgressIsALineAMinuteAndOnePerSession() {
        ConsoleProgress progress = progress(ProgressStyle.AUTO, Verbosity.NORMAL, false, true);
        progress.sessionsListed(12);
        progress.sessionsPlanned(4, 12, 9, 30 * MIB);
        for (int second = 0; second < 60; second++) {
            terminal.pass(Duration.ofSeconds(1));
            progress.tick();
        }
        halfway(progress);
        progress.sessionEnds("XNAT_E00001", 3, 1, 150 * MIB);
        progress.sessionEnds("XNAT_E00002", 0, 0, 0);
        progress.tick();
        assertThat(terminal.lines())
                .containsExactly(
                        "02:01:00 Planning: 4 of 12 sessions, 9 resources, ~30.0 MiB",
                        "02:01:30 XNAT_E00001: 3 landed, 150 MiB, 1 not complete");
        for (int second = 0; second < 30; second++) {
            terminal.pass(Duration.ofSeconds(1));
            progress.tick();
        }
        assertThat(terminal.lines().get(2)).isEqualTo("02:02:00 50%, 1 of 3 resources, 150 / 300 MiB, 0 B/s");
    }

    @Test
    void aPlanWithoutWorkHasNoPercentage() {
        ConsoleProgress progress = progress(ProgressStyle.AUTO, Verbosity.NORMAL, false, true);
        progress.transferStarts(0, 0, 0);
        for (int second = 0; second < 60; second++) {
            terminal.pass(Duration.ofSeconds(1));
            progress.tick();
        }
        assertThat(terminal.lines()).contains("02:01:00 Nothing to transfer").noneMatch(line -> line.contains("%"));
    }

    @Test
    void labelsAreShownOnlyWhenAskedFor() {
        ConsoleProgress progress = progress(ProgressStyle.PLAIN, Verbosity.VERBOSE, false, true);
        progress.transferStarts(1, MIB, 0);
        progress.itemEnds(Items.scan(1, 1), Items.landed(Items.scan(1, 1)));
        progress.tick();
        assertThat(terminal.lines())
                .containsExactly("02:00:00 XNAT_E00001 scan 1 DICOM (Ann_MR1): landed, 10 files, 1.00 MiB");
    }

    @Test
    void aResourceThatIsTriedAgainCountsOnceAsItEnded() {
        ConsoleProgress progress = progress(ProgressStyle.JSON, Verbosity.NORMAL, false, true);
        PlanItem item = Items.scan(1, 10);
        progress.transferStarts(2, 20 * MIB, 0);
        progress.itemWaits(item, Items.failed());
        progress.itemStarts(item);
        progress.itemEnds(item, Items.landed(item));
        progress.close();
        JsonNode last = JsonMapper.shared()
                .readTree(terminal.lines().get(terminal.lines().size() - 1));
        assertThat(last.get("resources_done").asInt()).isEqualTo(1);
        assertThat(last.get("resources_failed").asInt()).isZero();
        assertThat(last.get("fraction").asDouble()).isEqualTo(0.5);
    }

    @Test
    void aFailureIsToldOnceAndOnlyDetailSaysThatItIsTriedAgain() {
        PlanItem item = Items.scan(1, 10);
        for (Verbosity verbosity : List.of(Verbosity.NORMAL, Verbosity.VERBOSE)) {
            ConsoleProgress progress = progress(ProgressStyle.PLAIN, verbosity, false, true);
            progress.itemWaits(item, Items.failed());
            progress.itemEnds(item, Items.failed());
            progress.close();
        }
        assertThat(terminal.lines())
                .filteredOn(line -> line.contains(": failed"))
                .hasSize(2);
        assertThat(terminal.lines())
                .filteredOn(line -> line.contains(": tried again later"))
                .hasSize(1);
    }

    @Test
    void jsonIsOneObjectALine() {
        ConsoleProgress progress = progress(ProgressStyle.JSON, Verbosity.NORMAL, false, true);
        halfway(progress);
        progress.warning("mended");
        progress.close();
        assertThat(terminal.lines())
                .contains(
                        "{\"event\":\"transfer-starts\",\"at\":\"2026-01-02T02:00:00Z\",\"resources\":3,\"resources_done\":0,\"bytes_hinted\":314572800}",
                        "{\"event\":\"resource\",\"at\":\"2026-01-02T02:00:30Z\",\"status\":\"landed\",\"session_id\":\"XNAT_E00001\",\"level\":\"scan\","
                                + "\"part_id\":\"1\",\"resource_label\":\"DICOM\",\"files\":10,\"bytes\":104857600,\"error_code\":\"\"}",
                        "{\"event\":\"warning\",\"at\":\"2026-01-02T02:00:30Z\",\"text\":\"mended\"}");
    }

    @Test
    void quietSaysNothingAtAll() {
        ConsoleProgress progress = progress(ProgressStyle.AUTO, Verbosity.QUIET, true, true);
        halfway(progress);
        progress.warning("mended");
        progress.notice("hello");
        progress.close();
        assertThat(terminal.written.size()).isZero();
    }

    @Test
    void withoutProgressNoticesAreStillRead() {
        ConsoleProgress progress = progress(ProgressStyle.NONE, Verbosity.NORMAL, true, true);
        halfway(progress);
        progress.warning("mended");
        progress.close();
        assertThat(terminal.lines()).containsExactly("warning: mended");
    }

    @Test
    void resourcesOfUnknownSizeAreCounted() {
        ConsoleProgress progress = progress(ProgressStyle.PLAIN, Verbosity.NORMAL, false, true);
        progress.transferStarts(4, 0, 4);
        PlanItem item = Items.scan(5, "NIFTI", OptionalLong.empty());
        progress.tick();
        terminal.pass(Duration.ofSeconds(60));
        progress.itemStarts(item);
        progress.bytesArrived(item, MIB);
        progress.itemEnds(item, Items.landed(item));
        progress.tick();
        assertThat(terminal.lines())
                .containsExactly("02:01:00 62%, 5 of 8 resources, 1.00 MiB, 17.1 KiB/s, 3 min left");
    }

    @Test
    void aResumedRunCountsTheWholePlan() {
        ConsoleProgress progress = progress(ProgressStyle.PLAIN, Verbosity.NORMAL, false, true);
        progress.doneBefore(30 * MIB);
        progress.transferStarts(2, 20 * MIB, 6);
        PlanItem item = Items.scan(7, 10);
        progress.tick();
        terminal.pass(Duration.ofSeconds(60));
        progress.itemStarts(item);
        progress.bytesArrived(item, 5 * MIB);
        progress.tick();
        assertThat(terminal.lines())
                .containsExactly("02:01:00 70%, 6 of 8 resources, 35.0 / 50.0 MiB, 85.3 KiB/s, 3 min left");
    }

    @Test
    void noRemainingTimeIsShownWhileTheRunStops() {
        ConsoleProgress progress = progress(ProgressStyle.PLAIN, Verbosity.NORMAL, false, true);
        halfway(progress);
        progress.stopping();
        terminal.pass(Duration.ofSeconds(60));
        progress.tick();
        assertThat(terminal.lines()).hasSize(1).first().asString().doesNotContain("left");
    }

    @Test
    @DisplayName("B-76: A closed pipe harms nobody")
    void aClosedPipeHarmsNobody() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        PrintStream err = new PrintStream(closed, true, StandardCharsets.UTF_8);
        Console console = new Console(closed, err, TerminalFacts.none(true));
        ConsoleProgress progress = ConsoleProgress.of(
                console,
                ProgressStyle.PLAIN,
                Verbosity.NORMAL,
                Duration.ofSeconds(1),
                terminal.clock(),
                terminal::nanos);
        assertThatCode(() -> {
                    halfway(progress);
                    progress.notice("anybody there?");
                    console.result("a result");
                    progress.close();
                })
                .doesNotThrowAnyException();
        assertThat(console.isRead()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "JSON", "BAR", "NONE"})
    @DisplayName("B-76: A terminal that is paused holds up nobody and fills no memory; what was left out is counted")
    void aPausedTerminalHoldsUpNobody(ProgressStyle style) throws Exception {
        PausedStream paused = new PausedStream(terminal.written);
        Console console = terminal.console(new PrintStream(paused, true, StandardCharsets.UTF_8));
        ConsoleProgress progress = ConsoleProgress.of(
                console, style, Verbosity.VERBOSE, Duration.ofSeconds(60), terminal.clock(), terminal::nanos);
        progress.transferStarts(100_000, 0, 0);
        progress.warning("before");
        Thread painter = new Thread(progress::tick);
        painter.start();
        paused.awaitWriter();

        List<WeakReference<PlanItem>> told = new ArrayList<>();
        for (int number = 1; number <= 100_000; number++) {
            PlanItem item = Items.scan(number, 1);
            told.add(new WeakReference<>(item));
            progress.itemStarts(item);
            progress.itemEnds(item, Items.landed(item));
            if (number % 10_000 == 0) {
                progress.warning("after " + number);
            }
        }
        System.gc();
        assertThat(told.stream().filter(item -> item.get() != null).count())
                .as("resources that are still in memory")
                .isLessThan(10_000);
        paused.goOn();
        painter.join();
        progress.close();

        List<String> warnings = terminal.lines().stream()
                .filter(line -> line.contains("after "))
                .toList();
        assertThat(warnings).hasSize(10);
        for (int index = 0; index < 10; index++) {
            assertThat(warnings.get(index)).contains("after " + (index + 1) * 10_000);
        }
        if (style != ProgressStyle.NONE) {
            long shown = terminal.lines().stream()
                    .filter(line -> line.contains("landed, 10 files") || line.contains("\"event\":\"resource\""))
                    .count();
            assertThat(shown).isGreaterThan(1_000);
            assertThat(shown + leftOut()).isEqualTo(100_000);
        }
    }

    /** The resources that were left out, as the lines say. */
    private long leftOut() {
        Pattern counted = Pattern.compile("paused for too long: ([\\d,]+) resources|skipped.*\"resources\":(\\d+)");
        return terminal.lines().stream()
                .map(counted::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(
                        found.group(1) == null ? found.group(2) : found.group(1).replace(",", "")))
                .sum();
    }

    @Test
    @DisplayName("B-76: Messages without end are left out at last too, and counted")
    void messagesWithoutEndAreCounted() {
        EventQueue queue = new EventQueue();
        String text = "x".repeat(10_000);
        for (int number = 0; number < 100_000; number++) {
            queue.add(new ProgressDisplay.Event.Warning(number % 2 == 0 ? text : "short", false));
        }
        List<ProgressDisplay.Event> events = queue.drain();
        long warnings = events.stream()
                .filter(ProgressDisplay.Event.Warning.class::isInstance)
                .count();
        long skipped = events.stream()
                .filter(ProgressDisplay.Event.Skipped.class::isInstance)
                .mapToLong(event -> ((ProgressDisplay.Event.Skipped) event).messages())
                .sum();
        assertThat(warnings).isBetween(3_000L, 10_000L);
        assertThat(warnings + skipped).isEqualTo(100_000);
        assertThat(queue.drain()).isEmpty();
    }

    private ConsoleProgress progress(ProgressStyle style, Verbosity verbosity, boolean ansi, boolean unicode) {
        Duration minute = Duration.ofSeconds(60);
        return ConsoleProgress.of(
                terminal.console(ansi, unicode), style, verbosity, minute, terminal.clock(), terminal::nanos);
    }

    /** Three resources of 100 MiB in all 300: one landed, one half there, after thirty seconds at 5 MiB/s. */
    private void halfway(ConsoleProgress progress) {
        PlanItem first = Items.scan(1, 100);
        PlanItem second = Items.scan(2, 100);
        progress.transferStarts(3, 300 * MIB, 0);
        progress.itemStarts(first);
        progress.itemStarts(second);
        progress.tick();
        for (int second1 = 0; second1 < 30; second1++) {
            terminal.pass(Duration.ofSeconds(1));
            progress.bytesArrived(second1 < 20 ? first : second, 5 * MIB);
            if (second1 < 29) {
                progress.tick();
            }
        }
        progress.itemEnds(first, Items.landed(first));
        progress.tick();
    }
}
