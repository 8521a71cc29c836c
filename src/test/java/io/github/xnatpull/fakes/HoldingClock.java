package io.github.xnatpull.fakes;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A clock that holds one thread up, which asks it the time in the middle of its work, until it is told to go on. */
public final class HoldingClock extends Clock {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final String thread;

    /** @param thread name of the thread that is held up */
    public HoldingClock(String thread) {
        this.thread = thread;
    }

    /** Waits until the thread is held up. */
    public void awaitThread() throws InterruptedException {
        begun.await();
    }

    /** Lets it go on. */
    public void release() {
        goOn.countDown();
    }

    @Override
    public Instant instant() {
        if (Thread.currentThread().getName().equals(thread)) {
            begun.countDown();
            awaitRelease();
        }
        return Instant.EPOCH;
    }

    /** Not kept from it by an interrupt: the work is under way. */
    private void awaitRelease() {
        for (boolean released = false; !released; ) {
            try {
                released = goOn.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                released = false;
            }
        }
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
