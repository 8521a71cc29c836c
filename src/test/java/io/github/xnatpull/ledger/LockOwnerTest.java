package io.github.xnatpull.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.HoldingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The record of who holds a lock, as it is removed. */
@Timeout(60)
class LockOwnerTest {
    @TempDir
    private Path directory;

    @Test
    @DisplayName("B-07 A renewal that is under way while the lock is given up does not bring its record back")
    void aRenewalBringsNothingBack() throws Exception {
        Path file = directory.resolve("lock.owner");
        HoldingClock clock = new HoldingClock("renewal");
        LockOwner owner = LockOwner.write(file, "pull", clock, other -> {});
        Thread renewal = new Thread(() -> renew(owner), "renewal");
        renewal.start();
        clock.awaitThread();
        Thread close = new Thread(() -> close(owner));
        close.start();
        close.join(200);
        clock.release();
        renewal.join();
        close.join();
        assertThat(file).doesNotExist();
        owner.renew();
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    private static void renew(LockOwner owner) {
        try {
            owner.renew();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void close(LockOwner owner) {
        try {
            owner.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
