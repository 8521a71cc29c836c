package io.github.xnatpull.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownGapReaderTest {
    @TempDir
    private Path directory;

    private List<KnownGapRow> read(String text) throws IOException {
        return KnownGapReader.read(Files.writeString(directory.resolve("gaps.csv"), text));
    }

    @Test
    void theSampleHoldsARowOfEachKind() {
        List<KnownGapRow> rows = KnownGapReader.read(Path.of("sample-manifests/known-gaps.csv"));
        assertThat(rows).extracting(KnownGapRow::line).containsExactly(2L, 3L);
        assertThat(rows).extracting(KnownGapRow::isUnmatched).containsExactly(false, true);
        assertThat(rows.get(0).file()).isEqualTo("lost.nii");
        assertThat(rows.get(0).reason()).startsWith("lost with the disk of 2014, confirmed");
        assertThat(rows.get(1).value()).isEqualTo("SUBJ07");
    }

    @Test
    void spreadsheetsMaySaveItTheirWay() throws IOException {
        List<KnownGapRow> rows = read(
                "\ufeffSession ID;Error Code;File;Reason\r\n\r\n;;;\r\nXNAT_E1;xp-file-missing;'=a.txt;\"two\r\nlines\"\r\n");
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(4);
            assertThat(row.errorCode()).isEqualTo("XP-FILE-MISSING");
            assertThat(row.file()).isEqualTo("=a.txt");
            assertThat(row.reason()).startsWith("two");
        });
    }

    @Test
    void aQuoteThatNeverEndsIsNoTable() {
        assertThatThrownBy(() -> read("session_id,error_code,reason\nE1,XP-FILE-MISSING,\"lost\n"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CSV_UNREADABLE));
    }
}
