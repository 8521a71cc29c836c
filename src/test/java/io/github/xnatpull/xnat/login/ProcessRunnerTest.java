package io.github.xnatpull.xnat.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProcessRunnerTest {
    private final ProcessRunner runner = new ProcessRunner();

    @Test
    void whatACommandPrintsIsReadAsUtf8() throws IOException {
        assertThat(new String(runner.run(List.of("printf", "p\\303\\274 w\\n"))))
                .isEqualTo("pü w\n");
    }

    @Test
    void aCommandThatFailsIsAFault() {
        assertThatThrownBy(() -> runner.run(List.of("false"))).hasMessageContaining("exit code 1");
        assertThatThrownBy(() -> runner.run(List.of("xnatpull-no-such-command")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("'xnatpull-no-such-command' cannot be started")
                .hasMessageNotContaining("error=");
        assertThatThrownBy(() -> runner.run(List.of())).hasMessage("it is empty");
    }

    @Test
    @DisplayName(
            "B-84 The one command there is gets its words as they are written: no shell sees quotes and metacharacters")
    void noShellSeesTheWords() throws IOException {
        String word = "a'b\"c;$(id) `id` | > x && $HOME *";
        assertThat(new String(runner.run(List.of("printf", "%s", word)))).isEqualTo(word);
        assertThat(ShellWords.split("printf %s 'a;b $(id)' \"it's\" x|y"))
                .containsExactly("printf", "%s", "a;b $(id)", "it's", "x|y");
    }
}
