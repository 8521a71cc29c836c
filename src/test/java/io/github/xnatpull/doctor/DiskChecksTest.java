package io.github.xnatpull.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.ledger.Destination;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that promises less than a local one is warned of in words. */
class DiskChecksTest {
    @TempDir
    private Path directory;

    /** A share as they are: no modes, no forced writes, no locks, one case. */
    private static final class Share extends DiskProbe {
        @Override
        void replace(Path from, Path to) throws IOException {
            throw new AtomicMoveNotSupportedException(from.toString(), to.toString(), "not here");
        }

        @Override
        void force(Path path) throws IOException {
            throw new IOException("Operation not supported");
        }

        @Override
        boolean keepsModes(Path file) {
            return false;
        }

        @Override
        boolean distinguishesCase(Path folder) {
            return false;
        }

        @Override
        boolean locks(Path file) throws IOException {
            throw new IOException("No locks available");
        }

        @Override
        String type(Path path) {
            return "cifs";
        }

        @Override
        long free(Path path) {
            return 5 << 20;
        }
    }

    private Examination examine(DiskProbe probe) {
        Examination examination = new Examination((name, finding) -> {});
        new DiskChecks(examination, new Destination(directory.resolve("data")), Path.of("/tmp"), probe).run();
        return examination;
    }

    @Test
    @DisplayName(
            "B-60 a destination without atomic move, fsync, modes or locks works, with each weaker guarantee warned of")
    void aWeakFileSystemIsWarnedOf() {
        Examination examination = examine(new Share());
        assertThat(examination.exitCode()).isZero();
        for (String check :
                new String[] {"rename", "fsync", "permissions", "case", "lock", "file system", "free space"}) {
            assertThat(examination.finding(check).state()).as(check).isEqualTo(Finding.State.WARNING);
            assertThat(examination.finding(check).meaning()).as(check).endsWith(".");
            assertThat(examination.finding(check).advice()).as(check).endsWith(".");
        }
        assertThat(examination.finding("fsync").meaning()).contains("power cut");
        assertThat(examination.finding("file system").advice()).contains("--state DIR");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFullDiskFails() {
        Examination examination = examine(new DiskProbe() {
            @Override
            long free(Path path) {
                return 0;
            }
        });
        assertThat(examination.exitCode()).isEqualTo(7);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDestinationInUseIsLeftAsItIs() throws IOException {
        Files.createDirectories(directory.resolve("data/.xnatpull"));
        Examination examination = examine(new DiskProbe());
        assertThat(examination.finding("destination").found()).contains("holds data of xnatpull");
        assertThat(directory.resolve("data"))
                .isDirectoryNotContaining(path -> path.toString().contains("doctor"));
    }
}
