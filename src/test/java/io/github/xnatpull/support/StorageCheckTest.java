package io.github.xnatpull.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file system tells where the text of an exception does not. */
class StorageCheckTest {
    @TempDir
    private Path directory;

    private boolean isFull(IOException cause) {
        return StorageCheck.isFull(cause, String.valueOf(cause.getMessage()), Optional.of(directory.resolve("x/y")));
    }

    @Test
    @DisplayName("A disk with room is not full, whatever the text of a failure; nothing is left where it was tried")
    void roomIsRoom() throws IOException {
        assertThat(StorageCheck.takesNoMore(directory)).isFalse();
        assertThat(isFull(new FileSystemException("x", null, "Das geht nicht"))).isFalse();
        assertThat(isFull(new AccessDeniedException("x"))).isFalse();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void fullIsFullInTheWordsOfThisSystemAndInEnglish() throws IOException {
        assertThat(isFull(new IOException("No space left on device"))).isTrue();
        assertThat(isFull(new FileSystemException("x", null, "Disk quota exceeded")))
                .isTrue();
        assumeTrue(Files.exists(Path.of("/dev/full")), "no device that is always full");
        try (FileOutputStream full = new FileOutputStream("/dev/full")) {
            full.write(0);
            throw new AssertionError("/dev/full took a byte");
        } catch (IOException e) {
            assertThat(isFull(e)).isTrue();
        }
    }

    @Test
    void anInterruptedThreadIsToldTheSame() {
        Thread.currentThread().interrupt();
        boolean full = isFull(new IOException("Etwas"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(full).isFalse();
    }

    @Test
    void whatIsBelowAFileCanBeNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(StorageCheck.isBelowFile(file.resolve("a"))).isTrue();
        assertThat(StorageCheck.isBelowFile(file.resolve("a/b/c"))).isTrue();
        assertThat(StorageCheck.isBelowFile(file)).isFalse();
        assertThat(StorageCheck.isBelowFile(directory.resolve("none/a"))).isFalse();
        Files.createSymbolicLink(directory.resolve("link"), file);
        assertThat(StorageCheck.isBelowFile(directory.resolve("link/a"))).isTrue();
    }
}
