package io.github.xnatpull.selection;

import static io.github.xnatpull.selection.Rows.resource;
import static io.github.xnatpull.selection.Rows.scan;
import static io.github.xnatpull.selection.Rows.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.SessionRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SelectionTallyTest {
    private static List<SessionRow> sessions(int number, int sinceDate) {
        List<SessionRow> rows = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            rows.add(
                    session("P", "E" + i, "MR" + i, "xnat:mrSessionData", i < sinceDate ? "2026-02-01" : "2020-05-05"));
        }
        return rows;
    }

    @Test
    @DisplayName("B-74: An empty selection tells the count before each filter and the values seen")
    void anEmptySelectionTellsTheCountBeforeEachFilterAndTheValuesSeen() {
        Selector selector = Selector.of(Selection.builder()
                .projects("P")
                .since(Optional.of(LocalDate.of(2026, 1, 1)))
                .scans(List.of("T1W"))
                .build());
        for (SessionRow row : selector.sessions(sessions(812, 14))) {
            selector.resources(selector.scans(List.of(scan("1", "T1w"), scan("2", "T2w"))), List.of(), List.of());
        }
        assertThat(selector.tally().explain())
                .startsWith("812 sessions, 14 after dates, 0 after scan type 'T1W'")
                .contains("; types seen: T1w, T2w")
                .endsWith("'T1W' and 'T1w' differ in case");
    }

    @Test
    void theFirstEmptyFilterOnSessionsEndsTheStory() {
        Selector selector = Selector.of(Selection.builder()
                .sessionTypes(List.of("pet"))
                .since(Optional.of(LocalDate.of(2026, 1, 1)))
                .scans(List.of("T1W"))
                .build());
        selector.sessions(sessions(3, 3));
        assertThat(selector.tally().explain())
                .isEqualTo("3 sessions, 0 after session type 'pet'; session types seen: xnat:mrSessionData");
    }

    @Test
    void ofDatesTheRangeIsTold() {
        Selector selector = Selector.of(
                Selection.builder().since(Optional.of(LocalDate.of(2030, 1, 1))).build());
        selector.sessions(sessions(5, 2));
        assertThat(selector.tally().explain())
                .isEqualTo("5 sessions, 0 after dates; dates seen: 2020-05-05 to 2026-02-01");
    }

    @Test
    void aResourceThatNobodyHasIsToldWithThoseThatExist() {
        Selector selector =
                Selector.of(Selection.builder().resources(List.of("DICM")).build());
        selector.sessions(sessions(1, 0));
        selector.resources(List.of(scan("1", "")), List.of(), List.of(resource(Level.SCAN, "1", "7", "DICOM")));
        assertThat(selector.tally().explain()).isEqualTo("1 session, 0 after resource 'DICM'; resources seen: DICOM");
    }

    @Test
    void aProjectWithoutSessionsSaysSo() {
        Selector selector = Selector.of(Selection.ofProject("P"));
        selector.sessions(List.of());
        assertThat(selector.tally().explain()).isEqualTo("0 sessions");
    }

    @Test
    void countsStayRightAndMemoryBoundedUnderManyThreads() {
        Selector selector =
                Selector.of(Selection.builder().scans(List.of("nope")).build());
        selector.sessions(sessions(1, 0));
        IntStream.range(0, 20_000).parallel().forEach(i -> selector.scans(List.of(scan("1", "type" + i))));
        assertThat(selector.tally().explain())
                .contains("0 after scan type 'nope'")
                .contains(" and 488 more");
    }
}
