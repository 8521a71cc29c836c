package io.github.xnatpull.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What is shipped has no hole that the list names. The list is kept by hand, because a build off-line can ask nobody:
 * {@code known-holes.csv} says what was known on the day that the page names, and guards against going back.
 */
class DependenciesDocumentTest {
    private static final Path SHIPPED = Path.of("target/xnatpull/lib");
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^/]*)\\.jar");
    /** A new one wants a reason in docs/decisions/0002-libraries.md, and a look at what it drags in. */
    private static final int MOST = 52;

    private static final String LOOKED_UP = "2026-11-25";

    /** A published advisory; {@code accepted} says why it does not concern us where no version is without it. */
    private record Hole(String library, String ids, String fixedIn, String what, String accepted) {
        static Hole of(CSVRecord row) {
            return new Hole(
                    row.get("library"),
                    row.get("hole"),
                    row.get("fixed_in"),
                    row.get("what"),
                    row.get("accepted_because"));
        }

        String artifact() {
            return library.substring(library.indexOf(':') + 1);
        }

        boolean isIn(String version) {
            return fixedIn.isEmpty() || Version.parse(version).compareTo(Version.parse(fixedIn)) < 0;
        }
    }

    @Test
    @DisplayName("No library that is shipped has a known hole that could concern us")
    void nothingShippedHasAKnownHole() throws IOException {
        Map<String, String> shipped = shipped();
        assertThat(holes())
                .filteredOn(hole -> shipped.containsKey(hole.artifact()))
                .hasSizeGreaterThan(30)
                .allSatisfy(hole -> assertThat(hole.isIn(shipped.get(hole.artifact()))
                                && hole.accepted().isBlank())
                        .as(
                                "%s %s has %s (%s); take %s",
                                hole.library(), shipped.get(hole.artifact()), hole.ids(), hole.what(), hole.fixedIn())
                        .isFalse());
    }

    @Test
    void whatIsAcceptedIsStillThere() throws IOException {
        Map<String, String> shipped = shipped();
        assertThat(holes()).filteredOn(hole -> !hole.accepted().isBlank()).allSatisfy(hole -> assertThat(
                        hole.isIn(shipped.getOrDefault(hole.artifact(), "9999")))
                .as("%s is mended: it needs no excuse any more", hole)
                .isTrue());
    }

    @Test
    void librariesStayFew() throws IOException {
        assertThat(shipped()).hasSizeBetween(20, MOST);
    }

    @Test
    void thePageNamesWhatIsShipped() throws IOException {
        List<Hole> holes = holes();
        StringBuilder page = new StringBuilder("""
                # What is shipped, and what is known against it

                Every library in `lib/`, and the published advisories (CVE, GHSA) that touch it, as looked up on %s. A test
                fails where a version has a hole that its first mended version would not have. Why each library is here:
                [decisions/0002-libraries.md](decisions/0002-libraries.md). Made by `make docs` from `lib/` and
                `src/test/resources/known-holes.csv`; who can go on-line should look again before a release.

                | library | version | advisories without it | advisories that do not concern us |
                |---|---|---|---|
                """.formatted(LOOKED_UP));
        shipped().forEach((artifact, version) -> page.append("| ")
                .append(artifact)
                .append(" | ")
                .append(version)
                .append(" | ")
                .append(named(holes, artifact, hole -> !hole.isIn(version), Hole::ids))
                .append(" | ")
                .append(named(holes, artifact, hole -> hole.isIn(version), hole -> hole.ids() + ": " + hole.accepted()))
                .append(" |\n"));
        Document.holds("docs/dependencies.md", page.toString());
    }

    private static String named(
            List<Hole> holes,
            String artifact,
            java.util.function.Predicate<Hole> which,
            java.util.function.Function<Hole, String> words) {
        return holes.stream()
                .filter(hole -> hole.artifact().equals(artifact))
                .filter(which)
                .map(words)
                .collect(Collectors.joining("<br>"));
    }

    private static Map<String, String> shipped() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> jars = Files.list(SHIPPED)) {
            for (Path jar : jars.toList()) {
                Matcher name = JAR.matcher(jar.getFileName().toString());
                if (name.matches()) {
                    assertThat(found.put(name.group(1), name.group(2)))
                            .as("two versions of %s", name.group(1))
                            .isNull();
                }
            }
        }
        return found;
    }

    private static List<Hole> holes() throws IOException {
        try (Reader reader =
                new InputStreamReader(DependenciesDocumentTest.class.getResourceAsStream("/known-holes.csv"), UTF_8)) {
            return CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader).stream()
                    .map(Hole::of)
                    .toList();
        }
    }
}
