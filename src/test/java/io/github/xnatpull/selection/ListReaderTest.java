package io.github.xnatpull.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.selection.ListFile.Kind;
import io.github.xnatpull.selection.ListFile.ListRow;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListReaderTest {
    private static ListFile sessions(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), Kind.SESSIONS, Optional.empty());
    }

    private static ListFile subjects(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), Kind.SUBJECTS, Optional.empty());
    }

    private static ListFile read(byte[] bytes, Kind kind, Optional<String> column) {
        return ListReader.read("l.csv", new ByteArrayInputStream(bytes), kind, column);
    }

    private static List<String> ids(ListFile file) {
        return file.rows().stream().map(ListRow::id).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E1\nE2\n",
                "E1\r\nE2\r\n",
                "E1\rE2\r",
                "\ufeffE1\nE2",
                "E1\n\n\nE2\n",
                "# wave 2\nE1\n#E9\nE2\n",
                " E1 \n\tE2\u00a0\n",
                "E1,\nE2,,\n",
                "E1;;\nE2;\n",
                "\"E1\"\n\"E2\"\n",
                "session_id\nE1\nE2",
                "Session ID,\r\nE1,\r\n,,\r\nE2,,\r\n",
                "'E1\nE2",
                "\"E1\n\"\nE2",
                "EXPERIMENT\tnote\nE1\tx\nE2\ty\n",
                "date;Session;note\n1.2.24;E1;\"a;b\"\n1.2.24;E2;\n"
            })
    @DisplayName("B-66: Every dialect is read the same")
    void everyDialectIsReadTheSame(String text) {
        assertThat(ids(sessions(text))).containsExactly("E1", "E2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session_id",
                "experiment_id",
                "ID",
                "MR ID",
                "PET ID",
                "CT ID",
                "Session",
                "session_label",
                "Label",
                "Experiment",
                "SESSIONID",
                " Session Label "
            })
    @DisplayName("B-68: Every known header of sessions is found")
    void everyKnownHeaderOfSessionsIsFound(String header) {
        ListFile file = sessions("Subject,Date," + header + "\nS1,2024-01-01,E1\n");
        assertThat(ids(file)).containsExactly("E1");
        assertThat(file.notes()).contains("l.csv: ids are in column '" + header.strip() + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject_id", "Subject", "subject_label", "participant_id", "Subject ID"})
    @DisplayName("B-68: Every known header of subjects is found")
    void everyKnownHeaderOfSubjectsIsFound(String header) {
        assertThat(ids(subjects("Session," + header + ",age\nMR1,S1,42\n"))).containsExactly("S1");
    }

    @Test
    void aListOfBareSubjectsMayCallThemIdOrLabel() {
        assertThat(ids(subjects("ID,age\nS1,42\n"))).containsExactly("S1");
    }

    @Test
    void linesAreThoseOfTheFile() {
        ListFile file = sessions("\ufeff# comment\r\nsession_id,note\r\n\r\nE1,\"two\r\nlines\"\r\n#x\r\nE2,y\r\n");
        assertThat(file.rows()).extracting(ListRow::line).containsExactly(4L, 7L);
        assertThat(sessions("E1\n\nE2\n").rows()).extracting(ListRow::line).containsExactly(1L, 3L);
        assertThat(sessions("E1\n\nE2").rows()).extracting(ListRow::line).containsExactly(1L, 3L);
    }

    @Test
    @DisplayName("B-70: Zeros in front stay")
    void zerosInFrontStay() {
        assertThat(ids(sessions("Label\n001\n1E+05\n"))).containsExactly("001", "1E+05");
    }

    @Test
    @DisplayName("B-68: Not available is no id")
    void notAvailableIsNoId() {
        ListFile file = subjects("participant_id\tsex\nsub-01\tn/a\nn/a\tF\n");
        assertThat(ids(file)).containsExactly("sub-01");
        assertThat(file.notes()).anyMatch(note -> note.contains("skipped 1 row without an id (line 3)"));
        assertThat(file.rows().get(0).extras()).containsExactly("n/a");
    }

    @Test
    @DisplayName("B-67: Two columns that could hold the ids are a question for the user")
    void twoColumnsThatCouldHoldTheIdsAreAQuestionForTheUser() {
        assertThatThrownBy(() -> sessions("Session,MR ID,age\nMR1,E1,3\n"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CSV_COLUMN))
                .hasMessageContaining("columns 'Session', 'MR ID' could both hold them")
                .hasMessageContaining("--list-column")
                .hasMessageContaining("Columns seen: 'Session', 'MR ID', 'age'");
    }

    @Test
    @DisplayName("B-67: A table without a known column is refused with its columns")
    void aTableWithoutAKnownColumnIsRefusedWithItsColumns() {
        assertThatThrownBy(() -> sessions("scanner,patient\nA,B\n"))
                .hasMessageContaining("none of its columns is known to hold sessions")
                .hasMessageContaining("Columns seen: 'scanner', 'patient'");
        assertThatThrownBy(() -> sessions("subject_id,age\nS1,4\n")).hasMessageContaining("say --subjects");
    }

    @Test
    @DisplayName("B-67: The user chooses a column by header or by number")
    void theUserChoosesAColumnByHeaderOrByNumber() {
        byte[] table = "Session,MR ID\nMR1,E1\n".getBytes(StandardCharsets.UTF_8);
        assertThat(ids(read(table, Kind.SESSIONS, Optional.of("mr_id")))).containsExactly("E1");
        byte[] bare = "x,E1\ny,E2\n".getBytes(StandardCharsets.UTF_8);
        assertThat(ids(read(bare, Kind.SESSIONS, Optional.of("2")))).containsExactly("E1", "E2");
        ListFile numbered = read(table, Kind.SESSIONS, Optional.of("2"));
        assertThat(ids(numbered))
                .as("the first line is a header, however the column is named")
                .containsExactly("E1");
        assertThat(numbered.extraColumns()).containsExactly("Session");
        byte[] odd = "patient,,Project\nMR1,E1,P\n".getBytes(StandardCharsets.UTF_8);
        ListFile nameless = read(odd, Kind.SESSIONS, Optional.of("2"));
        assertThat(ids(nameless)).containsExactly("E1");
        assertThat(nameless.notes()).anySatisfy(note -> assertThat(note).endsWith("ids are in column 2"));
        byte[] word = "E1,scan\nE2,x\n".getBytes(StandardCharsets.UTF_8);
        assertThat(ids(read(word, Kind.SESSIONS, Optional.of("1"))))
                .as("a single word that is a header elsewhere is data")
                .containsExactly("E1", "E2");
        assertThatThrownBy(() -> read(table, Kind.SESSIONS, Optional.of("XNAT")))
                .hasMessageContaining("it has no column 'XNAT'");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16, at byte 1", "UTF-16LE, zero at byte 2", "UTF-16BE, zero at byte 1"})
    @DisplayName("B-66: UTF-16 is refused naming line and byte")
    void utf16IsRefusedNamingLineAndByte(String charset, String where) {
        assertThatThrownBy(() -> read("E1\nE2\n".getBytes(Charset.forName(charset)), Kind.SESSIONS, Optional.empty()))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CSV_UNREADABLE))
                .hasMessageContaining("line 1")
                .hasMessageContaining(where)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void whatIsNoUtf8IsReadAsWindowsWritesItAndToldWhere() {
        ListFile file = read(
                "Label,note\nMR1,Müller\n".getBytes(Charset.forName("windows-1252")), Kind.SESSIONS, Optional.empty());
        assertThat(file.rows().get(0).extras()).containsExactly("Müller");
        assertThat(file.notes()).contains("l.csv: byte 17 in line 2 is no UTF-8; read as Windows-1252");
    }

    @Test
    @DisplayName("B-67: A quote that never ends is refused")
    void aQuoteThatNeverEndsIsRefused() {
        assertThatThrownBy(() -> sessions("session_id,note\nE1,\"open\nE2,x\n"))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(FaultCode.CSV_UNREADABLE);
                    assertThat(fault.because()).isEqualTo("the quote that begins in line 2 never ends");
                });
    }

    @Test
    @DisplayName("B-67: Nothing and a header alone are lists without rows")
    void nothingAndAHeaderAloneAreListsWithoutRows() {
        assertThat(sessions("").notes()).containsExactly("l.csv is empty");
        assertThat(sessions("\n\n,,\n").rows()).isEmpty();
        assertThat(sessions("session_id,age\n").notes()).contains("l.csv has a header and no rows");
    }

    @Test
    void rowsNarrowAndOtherColumnsAreCarried() {
        ListFile file =
                sessions("Project,Session,scan,Scan Type,resource,wave,age\nP,MR1,\"1,2\",T1*,DICOM,2,42\n,MR2,,,,,\n");
        ListRow row = file.rows().get(0);
        assertThat(row.project()).isEqualTo("P");
        assertThat(row.filter()).isEqualTo(new RowFilter(false, "", "1,2", "T1*", "", "", "", "DICOM"));
        assertThat(file.extraColumns()).containsExactly("wave", "age");
        assertThat(row.extras()).containsExactly("2", "42");
        assertThat(file.rows().get(1).filter()).isEqualTo(RowFilter.NONE);
    }

    @Test
    void ourOwnManifestIsAListOfSingleResources() {
        ListFile file = sessions(
                "status,project,subject_label,subject_id,session_label,session_id,level,scan_id,scan_type,assessor_id,"
                        + "reconstruction_id,in_out,resource_label,resource_id,list.wave\n"
                        + "landed,P,s,S1,MR1,E1,scan,1,T1w,,,,'=odd,77,'-3\n"
                        + "failed,P,s,S1,MR1,E1,assessor,,,X1,,out,,78,\n"
                        + "landed,P,s,S1,,,subject,,,,,,DOC,79,\n");
        assertThat(file.rows())
                .extracting(ListRow::filter)
                .containsExactly(
                        new RowFilter(true, "scan", "1", "", "", "", "", "=odd"),
                        new RowFilter(true, "assessor", "", "", "X1", "", "out", "78"),
                        new RowFilter(true, "subject", "", "", "", "", "", "DOC"));
        assertThat(file.rows()).extracting(ListRow::id).containsExactly("E1", "E1", "S1");
        assertThat(file.extraColumns()).containsExactly("wave");
        assertThat(file.rows().get(0).extras()).containsExactly("-3");
        assertThat(file.notes()).noneMatch(note -> note.contains("skipped"));
    }

    @Test
    void aBrokenExpressionInACellIsToldWithItsLine() {
        assertThatThrownBy(() -> sessions("session_id,scan\nE1,1\nE2,re:(\n"))
                .hasMessageContaining("line 3 holds a regular expression that is none: Unclosed group");
    }

    @Test
    void ourOwnSessionsCsvIsNoQuestion() {
        assertThat(ids(sessions("project,session_label,session_id,planned,landed,failed\nP,MR1,E1,1,1,0\n")))
                .containsExactly("E1");
    }

    @Test
    @DisplayName("B-71: A hundred thousand rows are no trouble")
    void aHundredThousandRowsAreNoTrouble() {
        StringBuilder text = new StringBuilder("session_id,wave\n");
        for (int i = 0; i < 100_000; i++) {
            text.append("XNAT_E").append(i).append(',').append(i % 4).append('\n');
        }
        ListFile file = sessions(text.toString());
        assertThat(file.rows()).hasSize(100_000);
        assertThat(file.rows().get(99_999).line()).isEqualTo(100_001);
    }
}
