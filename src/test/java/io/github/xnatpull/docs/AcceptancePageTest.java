package io.github.xnatpull.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.docs.AcceptanceTests.Declared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the repository names the rows and tests that there are. How they ended it has from records alone. */
class AcceptancePageTest {
    private static final Path PAGE = Path.of("docs/acceptance.md");
    private static final String STALE =
            "docs/acceptance.md is made from a whole run: 'make test', then 'make docs', and commit it";
    private static final Pattern TEST = Pattern.compile("`(\\w+Test\\.\\w+)`");

    /** A line without its last cell, the result. */
    private static final Pattern LINE = Pattern.compile("(\\| (?:\\*\\*)?B-.* \\| .* \\| .* \\|) (.+) \\|");

    @Test
    void thePageNamesTheRowsAndTestsThatThereAre() throws IOException {
        List<Declared> tests = AcceptanceTests.all();
        List<String> expected = AcceptanceRow.all().stream()
                .flatMap(row -> Stream.concat(
                        Stream.of("| **%s** | **%s** |  |".formatted(row.id(), AcceptancePage.escaped(row.fault()))),
                        tests.stream()
                                .map(Declared::test)
                                .filter(test -> test.rows().contains(row.id()))
                                .map(test -> "| %s | %s | `%s` |"
                                        .formatted(row.id(), AcceptancePage.escaped(test.words()), test.simpleName()))))
                .toList();
        List<String> found = Files.readAllLines(PAGE).stream()
                .map(LINE::matcher)
                .flatMap(line -> line.results().map(parts -> parts.group(1)))
                .toList();
        assertThat(expected.stream().filter(line -> !found.contains(line)))
                .as(STALE + "; it lacks")
                .isEmpty();
        assertThat(found.stream().filter(line -> !expected.contains(line)))
                .as(STALE + "; there is no such thing any more as")
                .isEmpty();
        assertThat(found).as(STALE).isEqualTo(expected);
    }

    @Test
    void noTestOnThePageFailed() throws IOException {
        assertThat(Files.readAllLines(PAGE).stream()
                        .filter(line -> line.startsWith("| B-"))
                        .map(line -> line.substring(line.lastIndexOf("` | ") + 4)))
                .as(STALE)
                .hasSizeGreaterThan(500)
                .allMatch(result -> result.matches("(on Java .*)?(passed|skipped: |not run).*"));
    }

    @Test
    void everyRowOfTheListIsThereOnce() throws IOException {
        assertThat(AcceptanceRow.all())
                .hasSizeGreaterThanOrEqualTo(92)
                .extracting(AcceptanceRow::id)
                .isSortedAccordingTo(Comparator.comparing((String id) -> Integer.parseInt(id.replaceAll("\\D", "")))
                        .thenComparing(id -> id))
                .doesNotHaveDuplicates();
    }

    @Test
    void displayNamesBearIdsOfTheListOnly() throws IOException {
        List<String> known = AcceptanceRow.all().stream().map(AcceptanceRow::id).toList();
        assertThat(AcceptanceTests.all())
                .flatExtracting(declared -> declared.test().rows())
                .isSubsetOf(known);
    }

    @Test
    void theTestsThatSecurityNamesAreThere() throws IOException {
        Set<String> tests = AcceptanceTests.names();
        assertThat(TEST.matcher(Files.readString(Path.of("SECURITY.md")))
                        .results()
                        .map(name -> name.group(1)))
                .hasSizeGreaterThan(20)
                .allMatch(tests::contains);
    }

    @Test
    void whatIsTestedIsNotCalledOpen() throws IOException {
        List<Declared> tests = AcceptanceTests.all();
        assertThat(AcceptanceRow.all()).filteredOn(AcceptanceRow::isExcused).noneMatch(row -> tests.stream()
                .anyMatch(test -> test.test().rows().contains(row.id())));
    }
}
