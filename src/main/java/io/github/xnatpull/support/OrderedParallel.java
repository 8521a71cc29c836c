package io.github.xnatpull.support;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Does the same for a stream of things, many at a time, and passes the results on in the order of the things. Few are in
 * hand at once, however long the stream.
 */
public final class OrderedParallel<A, B> implements AutoCloseable {
    private static final int AHEAD = 4;
    /** Longer than anything takes that heeds an interrupt. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);

    private final ExecutorService pool;
    private final int most;
    private final Function<A, B> work;
    private final Consumer<B> results;
    private final Deque<Future<B>> inHand = new ArrayDeque<>();

    public OrderedParallel(int atATime, Function<A, B> work, Consumer<B> results) {
        this.pool = Executors.newFixedThreadPool(atATime);
        this.most = AHEAD * atATime;
        this.work = work;
        this.results = results;
    }

    /** The next thing; waits where too many are in hand. */
    public void next(A thing) {
        if (inHand.size() >= most) {
            passOn();
        }
        inHand.add(pool.submit(() -> work.apply(thing)));
    }

    /** Waits for the rest. */
    public void finish() {
        while (!inHand.isEmpty()) {
            passOn();
        }
    }

    private void passOn() {
        try {
            results.accept(inHand.remove().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.fault(FaultCode.STOPPED).build();
        } catch (ExecutionException e) {
            throw Fault.in(e).orElseThrow(() -> new IllegalStateException("work done ahead failed", e.getCause()));
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        try {
            // What is in hand uses what the caller closes next.
            pool.awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
