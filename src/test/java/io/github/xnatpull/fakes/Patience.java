package io.github.xnatpull.fakes;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What slow and stalled replies wait at. Ends with the fake, so that no thread outlives its test. */
final class Patience {
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile CountDownLatch released = new CountDownLatch(1);

    /** Waits until the stalled are released. */
    void untilReleased() throws IOException {
        await(released);
        end();
    }

    /** Waits for a while. */
    void pause(Duration duration) throws IOException {
        try {
            if (closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("The fake has been closed");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    void release() {
        CountDownLatch before = released;
        released = new CountDownLatch(1);
        before.countDown();
    }

    void close() {
        closed.countDown();
        release();
    }

    private void end() throws IOException {
        if (closed.getCount() == 0) {
            throw new IOException("The fake has been closed");
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
