package io.github.xnatpull.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The manual has a page for every command, in roff that the tools take without complaint. */
class ManPagesTest {
    @TempDir
    private Path share;

    @Test
    void everyCommandHasAPageWithItsFlags() throws IOException {
        ManPages.write(share);
        has(new Cli().program().line());
        assertThat(page("xnatpull-pull"))
                .contains("\\-\\-project", ".SH NAME\nxnatpull\\-pull", "\\-\\-dest PATH")
                .contains(".SH EXAMPLES");
    }

    private void has(CommandLine line) throws IOException {
        String page = page(line.getCommandSpec().qualifiedName("-"));
        line.getCommandSpec().options().forEach(option -> assertThat(page)
                .contains(option.longestName().replace("-", "\\-")));
        assertThat(page.lines().filter(each -> each.startsWith("'"))).isEmpty();
        for (CommandLine below : line.getSubcommands().values()) {
            has(below);
        }
    }

    private String page(String name) throws IOException {
        return Files.readString(share.resolve("man/man1/" + name + ".1"));
    }

    @Test
    void theCompletionKnowsEveryCommand() throws IOException {
        ManPages.write(share);
        for (String file : List.of("bash-completion/completions/xnatpull", "zsh/xnatpull.zsh")) {
            assertThat(share.resolve(file)).content().contains("doctor", "--session-resources", "complete -F");
        }
    }

    @Test
    void groffHasNoComplaint() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "no groff here");
        ManPages.write(share);
        try (Stream<Path> pages = Files.list(share.resolve("man/man1"))) {
            for (Path page : pages.toList()) {
                Process groff = new ProcessBuilder("groff", "-man", "-ww", "-z", "-K", "utf-8", page.toString())
                        .redirectErrorStream(true)
                        .start();
                String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(said).as(page.toString()).isEmpty();
                assertThat(groff.waitFor()).isZero();
            }
        }
    }

    @Test
    void theDistributionHasThem() {
        Path program = Path.of(System.getProperty("xnatpull.program", "target/xnatpull/bin/xnatpull"));
        assertThat(program.resolve("../../share/man/man1/xnatpull-doctor.1").normalize())
                .isRegularFile();
        assertThat(program.resolve("../../share/bash-completion/completions/xnatpull")
                        .normalize())
                .isRegularFile();
    }
}
