package io.github.xnatpull.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The record of who holds a lock, as it is removed. */
@Timeout(60)
class LockOwnerTest {
    @TempDir
    private Path directory;

    /** A clock that holds a renewal up until it is told to go on. */
    private static final class HoldingUp extends Clock {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public Instant instant() {
            if (Thread.currentThread().getName().equals("renewal")) {
                begun.countDown();
                try {
                    goOn.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return Instant.EPOCH;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    @DisplayName("B-07 A renewal that is under way while the lock is given up does not bring its record back")
    void aRenewalBringsNothingBack() throws Exception {
        Path file = directory.resolve("lock.owner");
        HoldingUp clock = new HoldingUp();
        LockOwner owner = LockOwner.write(file, "pull", clock, other -> {});
        Thread renewal = new Thread(() -> renew(owner), "renewal");
        renewal.start();
        clock.begun.await();
        Thread close = new Thread(() -> close(owner));
        close.start();
        close.join(200);
        clock.goOn.countDown();
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
