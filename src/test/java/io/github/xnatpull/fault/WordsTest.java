package io.github.xnatpull.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is told of failures that other people's code made. */
class WordsTest {
    @Test
    @DisplayName("A failure of the disk is told in words, also where it came through a stream or has none")
    void diskFailures() {
        IOException denied = new AccessDeniedException("/data/x");
        assertThat(LocalFaults.words(new UncheckedIOException(denied))).isEqualTo("/data/x: permission denied");
        assertThat(LocalFaults.words((Exception) denied)).isEqualTo("/data/x: permission denied");
        assertThat(LocalFaults.words(new UncheckedIOException(new IOException())))
                .isEqualTo("the system gives no reason");
    }

    @Test
    @DisplayName(
            "A mistake of the program's own is told without the name and text of what was thrown; the log has the place")
    void mistakes() {
        Exception thrown = new IllegalStateException("outer", new ArithmeticException("SUBJ01"));
        Fault fault = ProgramError.of("run the job", "What landed is safe", thrown);
        assertThat(fault.getMessage())
                .startsWith("Tried to run the job, but xnatpull made a mistake. What landed is safe.")
                .doesNotContain("Exception", "SUBJ01");
        assertThat(fault).hasCause(thrown);
        assertThat(ProgramError.where(thrown))
                .startsWith("java.lang.ArithmeticException at " + WordsTest.class.getName())
                .doesNotContain("SUBJ01");
    }
}
