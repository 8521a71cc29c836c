package io.github.xnatpull.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TerminalProbeTest {
    private static final Map<String, String> USUAL =
            Map.of("TERM", "xterm-256color", "LANG", "en_GB.UTF-8", "COLUMNS", "100");

    private static TerminalFacts facts(String streams, String name, String value) {
        Properties system = new Properties();
        system.setProperty("xnatpull.terminal", streams);
        Map<String, String> environment = new HashMap<>(USUAL);
        environment.put(name, value);
        return TerminalProbe.facts(environment, system);
    }

    @Test
    @DisplayName("B-76: NO_COLOR takes the colours only, a dumb terminal moves no cursor, a pipe is no terminal")
    void whatATerminalCanIsAsked() {
        TerminalFacts usual = facts("012", "SHELL", "sh");
        assertThat(usual.colour() && usual.ansi() && usual.outIsTerminal()).isTrue();
        TerminalFacts plain = facts("012", "NO_COLOR", "1");
        assertThat(plain.colour()).isFalse();
        assertThat(plain.ansi()).isTrue();
        TerminalFacts dumb = facts("012", "TERM", "dumb");
        assertThat(dumb.colour() || dumb.ansi()).isFalse();
        assertThat(dumb.errIsTerminal()).isTrue();
        TerminalFacts pipe = facts("0", "SHELL", "sh");
        assertThat(pipe.outIsTerminal() || pipe.errIsTerminal() || pipe.ansi() || pipe.colour())
                .isFalse();
    }

    @Test
    @DisplayName("B-76: The locale says whether more than ASCII can be shown")
    void theLocaleSaysWhetherThereIsUnicode() {
        assertThat(facts("012", "SHELL", "sh").unicode()).isTrue();
        assertThat(facts("012", "LC_ALL", "C").unicode()).isFalse();
    }
}
