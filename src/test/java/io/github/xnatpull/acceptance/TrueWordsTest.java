package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, explanations and the history of runs say what is so. */
class TrueWordsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)");

    @TempDir
    private Path directory;

    @Test
    @DisplayName(
            "B-128: runs show names each attempt with its end, and why resources are missing; resume --only what it tries")
    void attemptsAndCauses() throws IOException {
        try (Scene scene = new Scene(MiniatureArchives.scaled(2, 2, 1, 1, 1000), "SCALE", directory.resolve("data"))) {
            scene.xnat().on(Requests.archives()).then(Faults.status(500));
            scene.xnat().on(Requests.singleFiles()).then(Faults.status(500));
            scene.pulls(3);
            List<String> show =
                    List.of("runs", "show", "--dest", scene.destination().toString());
            assertThat(new Packaged(directory).run(show).with(0).out())
                    .contains("Attempts   1  ", "  exit 3", "Causes     4 resources: ", "(XP-")
                    .doesNotContain("               2  ");
            scene.xnat().behave();
            Path only = Files.writeString(directory.resolve("one.csv"), "Session\nS00001_MR1\n");
            Ended resumed = scene.resumes(3, "--only", only.toString());
            resumed.saying("Only what " + only + " names is tried: 2 of 4 open resources");
            assertThat(resumed.out()).startsWith("Finished with gaps: 2 of 4 resources");
            assertThat(new Program().run(show).with(0).out())
                    .contains("Attempts   1  ", "           2  ", "2 done of 4", "Causes     2 resources: ");
            scene.resumes(0);
            assertThat(new Program().run(show).with(0).out())
                    .contains("           3  ", "  exit 0", "4 done of 4")
                    .doesNotContain("Causes");
        }
    }

    @ParameterizedTest(name = "B-128: help {0} cuts no sentence in its middle")
    @ValueSource(strings = {"", "runs", "profile"})
    void noSentenceIsCut(String command) {
        Stream<String> words =
                Stream.concat(Stream.of("help"), Stream.of(command).filter(word -> !word.isEmpty()));
        assertThat(new Program().run(words.toList()).with(0).out().lines()).allSatisfy(line -> assertThat(
                        line.chars().filter(letter -> letter == '(').count())
                .as(line)
                .isEqualTo(line.chars().filter(letter -> letter == ')').count()));
    }

    @ParameterizedTest(name = "B-128: explain {0} says how a run ends, and of nothing that it was thrown away")
    @EnumSource(FaultCode.class)
    void explanations(FaultCode code) {
        String out = new Program().run(List.of("explain", code.id())).with(0).out();
        assertThat(out)
                .doesNotContain("thrown away", "where it ends the run\n")
                .contains("Exit code      " + code.exitCode());
        boolean goesOn = code.exitCode() == ExitCodes.PARTIAL
                && (code.kind() == FaultKind.DATA || code.kind() == FaultKind.SERVER_PERMANENT);
        assertThat(out.contains("which goes on with the rest"))
                .isEqualTo(goesOn || out.contains("3 at the end of the run"));
    }

    @Test
    @DisplayName("B-128: No link in the pages that are packed with the program leads to nothing")
    void noDeadLinks() throws IOException {
        Path packed = Path.of("target/xnatpull");
        try (Stream<Path> files = Files.walk(packed)) {
            List<Path> pages =
                    files.filter(file -> file.toString().endsWith(".md")).toList();
            assertThat(pages).hasSizeGreaterThan(5);
            for (Path page : pages) {
                List<String> links = LINK.matcher(Files.readString(page))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .filter(link -> !link.contains("://"))
                        .toList();
                assertThat(links).as("%s", page).allSatisfy(link -> assertThat(page.resolveSibling(link))
                        .exists());
            }
        }
    }
}
