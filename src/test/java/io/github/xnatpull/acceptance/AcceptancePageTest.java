package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page says what the tests show. */
class AcceptancePageTest {
    private static final Path PAGE = Path.of("docs/acceptance.md");

    @Test
    void thePageIsWhatTheTestsSay() throws IOException {
        AcceptancePage page = AcceptancePage.ofTests();
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(PAGE, page.text());
        }
        assertThat(Files.readString(PAGE))
                .as("docs/acceptance.md is made of the tests' display names: 'make docs' makes it anew")
                .isEqualTo(page.text());
    }

    @Test
    void everyRowOfTheListIsThereOnce() throws IOException {
        assertThat(AcceptancePage.ofTests().rows())
                .hasSize(92)
                .extracting(AcceptancePage.Row::id)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void displayNamesBearIdsOfTheListOnly() throws IOException {
        assertThat(AcceptancePage.ofTests().unknownIds()).isEmpty();
    }

    @Test
    void whatIsTestedIsNotCalledOpen() throws IOException {
        assertThat(AcceptancePage.ofTests().contradicting()).isEmpty();
    }
}
