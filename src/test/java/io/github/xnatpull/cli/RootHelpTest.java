package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What starts fast says what the parser would have said. */
class RootHelpTest {
    @ParameterizedTest
    @ValueSource(ints = {60, 80, 97, 110})
    void theHelpIsTheOneOfTheParser(int width) {
        CommandLine all = new Cli().program().line().setUsageHelpWidth(width);
        assertThat(RootHelp.lines(width))
                .containsExactlyElementsOf(all.getUsageMessage().lines().toList());
    }

    @Test
    void theHelpComesWithAndWithoutItsFlag() {
        String help = out("");
        assertThat(help).startsWith("Usage: xnatpull COMMAND").contains("  pull  ", "  doctor  ", "  help  ");
        for (String way : List.of("--help", "-h", "help")) {
            assertThat(out(way)).isEqualTo(help);
        }
    }

    @Test
    void theVersionIsTheSameHoweverItIsAskedFor() {
        String version = out("version");
        assertThat(version).startsWith("xnatpull ").contains("Java ");
        for (String way : List.of("--version", "-V")) {
            assertThat(out(way)).isEqualTo(version);
        }
    }

    private static String out(String words) {
        Cli cli = new Cli();
        assertThat(cli.run(words)).isZero();
        return cli.out();
    }
}
