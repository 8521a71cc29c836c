package io.github.xnatpull.selection;

import static io.github.xnatpull.selection.Rows.ofSubject;
import static io.github.xnatpull.selection.Rows.resource;
import static io.github.xnatpull.selection.Rows.scan;
import static io.github.xnatpull.selection.Rows.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SessionListsTest {
    private static final List<SessionRow> LISTING = List.of(
            session("E1", "MR1"),
            session("E2", "MR2"),
            session("E3", "E1"),
            session("E4", "00123"),
            session("E5", "100000"));

    private static SessionLists sessions(String text) {
        Selection selection = Selection.builder()
                .projects("P")
                .sessionList(Optional.of(new ListSource("s.csv", Optional.empty())))
                .build();
        return SessionLists.read(selection, place -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static SessionLists subjects(String text) {
        Selection selection = Selection.builder()
                .projects("P")
                .subjectList(Optional.of(new ListSource("p.tsv", Optional.empty())))
                .build();
        return SessionLists.read(selection, place -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> ids(ListedSessions listed) {
        return listed.sessions().stream().map(SessionRow::accessionId).toList();
    }

    @Test
    void accessionIdsComeBeforeLabels() {
        assertThat(ids(sessions("E1\nMR2\n").match(LISTING, List.of(), List.of())))
                .containsExactly("E1", "E2");
    }

    @Test
    void withoutListsEverythingIsMeant() {
        SessionLists none = SessionLists.read(Selection.ofProject("P"), place -> {
            throw new AssertionError("nothing to open");
        });
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.match(LISTING, List.of(), List.of()).sessions()).isEqualTo(LISTING);
    }

    @Test
    @DisplayName("B-69: Every row is accounted for")
    void everyRowIsAccountedFor() {
        ListedSessions listed = sessions("\ufeffsession_id;note\r\nE1;a\r\n\r\nNOPE;b\r\nE1;c\r\nMR2;d\r\nE9;e\r\n")
                .match(LISTING, List.of(), List.of());
        assertThat(ids(listed)).containsExactly("E1", "E2");
        assertThat(listed.reports().get(0).summary())
                .isEqualTo("s.csv: 5 rows read, 2 matched, 1 duplicate, 2 unmatched (lines 4, 7)");
        assertThat(listed.unmatched())
                .containsExactly(
                        new UnmatchedName(
                                "session",
                                "s.csv:4",
                                "s.csv",
                                4,
                                "NOPE",
                                "",
                                "",
                                "no such id or label; nearest seen 'E1'"),
                        new UnmatchedName(
                                "session",
                                "s.csv:7",
                                "s.csv",
                                7,
                                "E9",
                                "",
                                "",
                                "no such id or label; nearest seen 'E1'"));
    }

    @Test
    @DisplayName("B-70: What a spreadsheet did is suspected")
    void whatASpreadsheetDidIsSuspected() {
        ListedSessions listed = sessions("Label\n123\n1E+05\n1.0E+07\nMar-01\n").match(LISTING, List.of(), List.of());
        assertThat(listed.unmatched())
                .extracting(UnmatchedName::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("'00123' exists"),
                        reason -> assertThat(reason).contains("'100000' exists"),
                        reason -> assertThat(reason).contains("a number shortened by a spreadsheet"),
                        reason -> assertThat(reason).contains("looks like a date"));
    }

    @Test
    void aRowMayNameItsProject() {
        List<SessionRow> listing = List.of(
                session("A", "E1", "MR1", "xnat:mrSessionData", ""),
                session("B", "E2", "MR1", "xnat:mrSessionData", ""));
        ListedSessions listed =
                sessions("Project,Session\nB,MR1\nA,E2\nC,MR1\n").match(listing, List.of(), List.of());
        assertThat(ids(listed)).containsExactly("E2");
        assertThat(listed.unmatched())
                .extracting(UnmatchedName::reason)
                .containsExactly("it is in project B, not in A", "it is in project A, not in C");
    }

    @Test
    @DisplayName("B-69: A label of several sessions means all and says so")
    void aLabelOfSeveralSessionsMeansAllAndSaysSo() {
        List<SessionRow> listing = List.of(
                session("A", "E1", "MR1", "xnat:mrSessionData", ""),
                session("B", "E2", "MR1", "xnat:mrSessionData", ""));
        ListedSessions listed = sessions("MR1\n").match(listing, List.of(), List.of());
        assertThat(ids(listed)).containsExactly("E1", "E2");
        assertThat(listed.reports().get(0).notes())
                .contains("s.csv line 1: 'MR1' is the label of 2 (E1, E2); all are taken");
    }

    @Test
    void projectsAndLevelsThatRowsNameAreAdded() {
        SessionLists lists = sessions("status,project,session_id,subject_id,level,scan_id,resource_label,resource_id\n"
                + "failed,P,E1,S1,session,,QC,5\nfailed,Q,E2,S1,scan,1,DICOM,6\n");
        Selection applied = lists.applied(Selection.builder().build());
        assertThat(applied.projects()).containsExactly("P", "Q");
        assertThat(applied.levels()).containsExactlyInAnyOrder(Level.SCAN, Level.SESSION);
        assertThat(lists.applied(Selection.ofProject("Z")).projects()).containsExactly("Z");
    }

    @Test
    void rowsNarrowTheirSessionAndSeveralRowsAdd() {
        SessionLists lists = sessions("session_id,scan,resource\nE1,1,DICOM\nE1,2,NIFTI\nMR2,,\nE1,1,DICOM\n");
        ListedSessions listed = lists.match(LISTING, List.of(), List.of());
        assertThat(listed.reports().get(0).summary())
                .isEqualTo("s.csv: 4 rows read, 3 matched, 1 duplicate, 0 unmatched");
        List<ScanRow> scans = List.of(scan("1", "T1"), scan("2", "T2"));
        List<ResourceRow> resources = List.of(
                resource(Level.SCAN, "1", "10", "DICOM"),
                resource(Level.SCAN, "1", "11", "NIFTI"),
                resource(Level.SCAN, "2", "12", "DICOM"),
                resource(Level.SCAN, "2", "13", "NIFTI"),
                resource(Level.SESSION, "", "14", "NIFTI"));
        Selector selector = Selector.of(
                Selection.builder().levels(Set.of(Level.SCAN, Level.SESSION)).build());
        List<RowFilter> filters = lists.detail(LISTING.get(0)).filters();
        assertThat(selector.resources(scans, List.of(), resources, filters))
                .extracting(ResourceRow::id)
                .containsExactly("10", "13");
        assertThat(selector.resources(
                        scans,
                        List.of(),
                        resources,
                        lists.detail(LISTING.get(1)).filters()))
                .hasSize(5);
        List<FilteredRow> rows = lists.detail(LISTING.get(0)).rows();
        assertThat(FilteredRow.decoded(FilteredRow.encoded(rows))).isEqualTo(rows);
        assertThat(FilteredRow.decoded(FilteredRow.encoded(List.of(FilteredRow.ALL))))
                .isEmpty();
    }

    @Test
    void rowsOfOurOwnReportsMeanSingleResources() {
        String header =
                "status,project,session_id,subject_id,level,scan_id,assessor_id,reconstruction_id,in_out,resource_label,resource_id\n";
        SessionLists lists =
                sessions(header + "failed,P,E1,S1,scan,1,,,,DICOM,10\nfailed,P,E1,S1,assessor,,X1,,in,,15\n");
        List<ResourceRow> resources = List.of(
                resource(Level.SCAN, "1", "10", "DICOM"), resource(Level.SCAN, "2", "12", "DICOM"),
                resource(Level.ASSESSOR, "X1", "15", ""), resource(Level.ASSESSOR, "X2", "16", ""));
        Selector selector = Selector.of(
                Selection.builder().levels(Set.of(Level.SCAN, Level.ASSESSOR)).build());
        var assessors = List.of(Rows.assessor("X1", "", "q:q"), Rows.assessor("X2", "", "q:q"));
        List<ScanRow> scans = List.of(scan("1", ""), scan("2", ""));
        List<RowFilter> filters = lists.detail(LISTING.get(0)).filters();
        assertThat(selector.resources(scans, assessors, resources, filters))
                .extracting(ResourceRow::id)
                .containsExactly("10");
        assertThat(filters.get(1).inOut()).isEqualTo("in");
    }

    @Test
    void namesInOurOwnReportsAreNoPatterns() {
        SessionLists lists =
                sessions("status,session_id,level,scan_id,resource_label,resource_id\nfailed,E1,scan,1,*,10\n");
        List<ResourceRow> resources =
                List.of(resource(Level.SCAN, "1", "10", "*"), resource(Level.SCAN, "1", "11", "DICOM"));
        Selector selector = Selector.of(Selection.ofProject("P"));
        assertThat(selector.resources(
                        List.of(scan("1", "")),
                        List.of(),
                        resources,
                        lists.detail(LISTING.get(0)).filters()))
                .extracting(ResourceRow::id)
                .containsExactly("10");
    }

    @Test
    @DisplayName("B-68: Subjects are found with and without their prefix and bring their sessions")
    void subjectsAreFoundWithAndWithoutTheirPrefixAndBringTheirSessions() {
        List<SubjectRow> subjects = List.of(
                new SubjectRow("P", "S1", "01"), new SubjectRow("P", "S2", "sub-02"), new SubjectRow("P", "S3", "03"));
        List<SessionRow> listing = List.of(
                ofSubject("E1", "a", "S1", "01"),
                ofSubject("E2", "b", "S2", "sub-02"),
                ofSubject("E3", "c", "S3", "03"));
        SessionLists lists = subjects("participant_id\tgroup\nsub-01\tctl\n02\tpat\nsub-09\tpat\n");
        ListedSessions listed = lists.match(listing, subjects, List.of());
        assertThat(ids(listed)).containsExactly("E1", "E2");
        assertThat(lists.detail(listing.get(1)).extras()).containsEntry("group", "pat");
        assertThat(listed.subjects()).extracting(SubjectRow::id).containsExactly("S1", "S2");
        assertThat(listed.unmatched()).extracting(UnmatchedName::line).containsExactly(4L);
    }

    @Test
    void aSubjectWithoutSessionsIsNoMistake() {
        ListedSessions listed = subjects("S1\n").match(List.of(), List.of(new SubjectRow("P", "S1", "01")), List.of());
        assertThat(listed.unmatched()).isEmpty();
        assertThat(listed.sessions()).isEmpty();
    }

    @Test
    void aMissingFileIsToldByName() {
        Selection selection = Selection.builder()
                .sessionList(Optional.of(new ListSource("wave9.csv", Optional.empty())))
                .build();
        assertThatThrownBy(() -> SessionLists.read(selection, place -> {
                    throw new NoSuchFileException(place);
                }))
                .hasMessageContaining("read the list wave9.csv, but there is no such file");
    }

    @Test
    void standardInputIsReadOnce() {
        Selection selection = Selection.builder()
                .subjectList(Optional.of(new ListSource("-", Optional.empty())))
                .sessionList(Optional.of(new ListSource("-", Optional.empty())))
                .build();
        assertThatThrownBy(() -> SessionLists.read(selection, place -> new ByteArrayInputStream(new byte[0])))
                .hasMessageContaining("two lists from standard input");
    }

    @Test
    @DisplayName("B-71: A hundred thousand rows meet twenty thousand sessions in one pass")
    void aHundredThousandRowsMeetTwentyThousandSessionsInOnePass() {
        List<SessionRow> listing = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            listing.add(session("XNAT_E" + i, "MR" + i));
        }
        StringBuilder text = new StringBuilder("session_id\n");
        for (int i = 0; i < 100_000; i++) {
            text.append("XNAT_E").append(i).append('\n');
        }
        ListedSessions listed = sessions(text.toString()).match(listing, List.of(), List.of());
        assertThat(listed.sessions()).hasSize(20_000);
        assertThat(listed.unmatched()).hasSize(80_000);
        assertThat(listed.reports().get(0).summary())
                .contains("80000 unmatched (lines 20002, 20003")
                .contains("and 79980 more");
    }
}
