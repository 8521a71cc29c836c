package io.github.xnatpull.acceptance;

import static io.github.xnatpull.acceptance.NamesArchive.file;
import static io.github.xnatpull.acceptance.NamesArchive.packaged;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code list} chooses as {@code pull} does, and tells the same of what nothing answers to. */
class ListCommandTest {
    @TempDir
    private Path directory;

    private Scene scene;

    @BeforeEach
    void serve() {
        scene = NamesArchive.scene(directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private List<String> words(String what, String... more) {
        List<String> words =
                new ArrayList<>(List.of("list", what, "--server", scene.xnat().url(), "--project", "P"));
        words.addAll(List.of(more));
        return words;
    }

    private Ended list(String what, String... more) {
        return new Program().run(words(what, more));
    }

    @Test
    @DisplayName(
            "B-103, B-105: list takes lists of sessions and subjects as pull does, and tells their unmatched rows alike")
    void listsChoose() throws IOException {
        String sessions = file(directory, "sessions.csv", "session_label\nS2_MR1\nS9_MR1\n");
        String reason = "line 3: 'S9_MR1': no such id or label; nearest seen";
        Ended listed = list("sessions", "--ids", "--sessions", sessions).with(3);
        assertThat(listed.out().lines())
                .containsExactly(scene.xnat().archive().session("S2_MR1").id());
        listed.saying("2 rows read, 1 matched, 0 duplicates, 1 unmatched (line 3)", reason);
        scene.pulls(3, "--sessions", sessions).saying(reason);
        assertThat(list("files", "--csv", "--sessions", sessions).with(3).out())
                .contains("S2_MR1-1.dcm")
                .doesNotContain("S1_MR1-1.dcm");
        String subjects = file(directory, "subjects.txt", "SUBJ01\nSUBJ99\n");
        for (String what : List.of("subjects", "sessions", "scans", "resources")) {
            Ended of = list(what, "--csv", "--subjects", subjects).with(3);
            assertThat(of.out())
                    .contains("SUBJ01".repeat(what.equals("subjects") ? 1 : 0))
                    .doesNotContain("S2_MR1", "SUBJ02");
            of.saying("'SUBJ99': no such id or label");
        }
        packaged(words("resources", "--sessions", sessions)).with(3).saying(reason);
        list("projects", "--subjects", subjects).with(2);
        list("subjects", "--sessions", sessions).with(2).saying("chooses no subjects");
    }

    @Test
    @DisplayName("B-105: A row's scan and resource narrow what list resources shows, and are told where there is none")
    void rowsNarrow() throws IOException {
        String rows = file(
                directory,
                "rows.csv",
                "session_label,scan,resource\nS1_MR1,1,NIFTI\nS1_MR1,99,DICOM\nS2_MR1,3,DICOM\n");
        Ended ended = list("resources", "--csv", "--sessions", rows).with(3);
        assertThat(ended.out().lines().skip(1)).hasSize(2).anyMatch(row -> row.contains("NIFTI"));
        ended.saying("line 3: '99': session S1_MR1 has no scan 99");
    }

    @ParameterizedTest(name = "list {0} {1} {2}: {3}")
    @CsvSource({
        "sessions,--session,'S1_MR1,S9_MR1',3",
        "sessions,--session,S9_MR1,6",
        "sessions,--session,S9*,0",
        "subjects,--subject,'SUBJ01,SUBJ99',3",
        "scans,--scan,'1,99',3",
        "scans,--scan,99,6",
        "scans,--scan,1,0",
        "assessors,--assessor,'S1_FS,S9_FS',3",
        "resources,--resource,'DICOM,dicom',3",
        "files,--file,'S1_MR1-1.dcm,nothing.txt',3",
        "files,--file,nothing.txt,6",
        "sessions,--scan,99,0"
    })
    @DisplayName(
            "B-103: Names that nothing answers to are told by list too, of what it looks at: exit 3, 6 without a row")
    void namesAreTold(String what, String flag, String values, int exit) {
        Ended ended = list(what, flag, values).with(exit);
        String last = values.substring(values.lastIndexOf(',') + 1);
        if (exit == 0) {
            assertThat(ended.err()).doesNotContain("'" + last + "'");
        } else {
            ended.saying(flag + ": '" + last + "'");
        }
    }
}
