package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.archives;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths of a catalogue that lead over a dot or nothing are the paths that they lead to. */
class DottedPathsTest {
    private static final String FILES = "S1_MR1/scans/1/resources/DICOM/files/";

    @TempDir
    private Path directory;

    private Scene scene(List<String> paths) {
        MiniatureArchive archive = new MiniatureArchive();
        Resource dicom = archive.addProject("P")
                .addSubject("S1")
                .addSession("S1_MR1")
                .addScan("1", "T1w")
                .addResource("DICOM");
        paths.forEach(path -> dicom.addFile(path, Content.text("of " + plain(path))));
        return new Scene(archive, "P", directory.resolve("data"));
    }

    private static String plain(String path) {
        return path.replace("./", "").replace("//", "/").replaceFirst("^/", "");
    }

    private static Map<String, String> expected(List<String> paths) {
        return new TreeMap<>(paths.stream()
                .map(DottedPathsTest::plain)
                .distinct()
                .collect(Collectors.toMap(
                        path -> FILES + path, path -> Content.text("of " + path).md5())));
    }

    static List<Arguments> catalogues() {
        return List.of(
                Arguments.of("both spellings", List.of("./t.txt", "t.txt", "u.txt")),
                Arguments.of("the other way round", List.of("t.txt", "./t.txt")),
                Arguments.of("every path", List.of("./1.dcm", "./2.dcm", "./sub/3.dcm")),
                Arguments.of("a lone file", List.of("./only.nii")),
                Arguments.of("inside, and doubled", List.of("a/./b.dcm", ".//x.dcm", "c//d.dcm", "././e.dcm")));
    }

    @ParameterizedTest(name = "B-96 {0}")
    @MethodSource("catalogues")
    @DisplayName("B-96 Several spellings of a path are one file at one place, and nothing is escaped")
    void onePlace(String which, List<String> paths) {
        try (Scene scene = scene(paths)) {
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(expected(paths));
            scene.xnat().log().clear();
            scene.pulls(0, "--recheck");
            assertThat(scene.fetches().count()).isZero();
            assertThat(scene.manifest().column("status")).containsOnly("unchanged");
        }
    }

    @ParameterizedTest(name = "B-96 {0}, --archives keep")
    @MethodSource("catalogues")
    @DisplayName("B-96 A kept archive of such a catalogue is complete")
    void keptArchives(String which, List<String> paths) {
        try (Scene scene = scene(paths)) {
            scene.pulls(0, "--archives", "keep");
            assertThat(scene.manifest().only()).containsEntry("status", "landed");
            scene.pulls(0, "--archives", "keep", "--recheck");
            assertThat(scene.manifest().only()).containsEntry("status", "unchanged");
        }
    }

    @Test
    @DisplayName("B-96 Where archives are refused the plain spelling comes by itself")
    void fileByFile() {
        List<String> paths = List.of("./t.txt", "t.txt", "u.txt");
        try (Scene scene = scene(paths)) {
            scene.xnat().on(archives()).then(Faults.gatewayError(403));
            scene.pulls(0, "--retries", "0");
            assertThat(scene.tree()).isEqualTo(expected(paths));
        }
    }

    @Test
    @DisplayName("B-96 A file is named by --file as it lies there")
    void namedByFile() {
        try (Scene scene = scene(List.of("./t.txt", "./u.txt"))) {
            scene.pulls(0, "--file", "t.txt");
            assertThat(scene.tree()).isEqualTo(expected(List.of("t.txt")));
        }
    }

    @Test
    @DisplayName("B-96 The packaged program: one place for every spelling")
    void packaged() {
        List<String> paths = List.of("./t.txt", "t.txt", "a/./b.dcm");
        try (Scene scene = scene(paths)) {
            new Packaged(directory).run(scene.pull()).with(0);
            assertThat(scene.tree()).isEqualTo(expected(paths));
        }
    }
}
