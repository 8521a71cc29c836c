package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.support.NaturalOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page says what the tests show. */
class AcceptancePageTest {
    private static final Path PAGE = Path.of("docs/acceptance.md");
    private static final String STALE =
            "docs/acceptance.md is made of the tests' display names: 'make docs' makes it anew";
    private static final Pattern TEST = Pattern.compile("`(\\w+Test\\.\\w+)`");

    @Test
    void thePageIsWhatTheTestsSay() throws IOException {
        AcceptancePage page = AcceptancePage.ofTests();
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(PAGE, page.text());
        }
        List<String> made = page.text().lines().toList();
        List<String> found = Files.readAllLines(PAGE);
        for (int line = 0; line < Math.min(made.size(), found.size()); line++) {
            assertThat(found.get(line)).as(STALE).isEqualTo(made.get(line));
        }
        assertThat(found).as(STALE).hasSameSizeAs(made);
    }

    @Test
    void everyRowOfTheListIsThereOnce() throws IOException {
        assertThat(AcceptancePage.ofTests().rows())
                .hasSizeGreaterThanOrEqualTo(92)
                .extracting(AcceptancePage.Row::id)
                .isSortedAccordingTo(Comparator.comparing((String id) -> id.replaceAll("\\D", ""), NaturalOrder.INSTANCE)
                        .thenComparing(Comparator.naturalOrder()))
                .doesNotHaveDuplicates();
    }

    @Test
    void displayNamesBearIdsOfTheListOnly() throws IOException {
        assertThat(AcceptancePage.ofTests().unknownIds()).isEmpty();
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
        assertThat(AcceptancePage.ofTests().contradicting()).isEmpty();
    }
}
