package io.github.xnatpull.support;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Does the same for a stream of items, many at a time, and passes the results on in the order of the items. Few are in hand
 * at once, however long the stream. Used by one thread; what the work throws is thrown to that thread.
 */
public final class OrderedParallel<A, B> implements AutoCloseable {
    private static final int AHEAD = 4;
    /** Longer than anything takes that heeds an interrupt. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);

    private final ExecutorService pool;
    private final int most;
    private final Function<A, B> work;
    private final Predicate<B> taker;
    private final Supplier<? extends RuntimeException> interrupted;
    private final Deque<Future<B>> inHand = new ArrayDeque<>();
    private boolean enough;

    /** @param interrupted makes what is thrown when the calling thread is interrupted */
    public OrderedParallel(
            int atATime, Function<A, B> work, Consumer<B> results, Supplier<? extends RuntimeException> interrupted) {
        this(atATime, work, interrupted, result -> {
            results.accept(result);
            return true;
        });
    }

    private OrderedParallel(
            int atATime, Function<A, B> work, Supplier<? extends RuntimeException> interrupted, Predicate<B> taker) {
        this.pool = Executors.newFixedThreadPool(atATime);
        this.most = AHEAD * atATime;
        this.work = work;
        this.taker = taker;
        this.interrupted = interrupted;
    }

    /**
     * Works through a list, until the taker has enough. What is in hand then is not waited for.
     *
     * @param taker takes each result, and answers whether it wants more
     * @param interrupted makes what is thrown when the calling thread is interrupted
     */
    public static <A, B> void each(
            List<A> items,
            int atATime,
            Function<A, B> work,
            Predicate<B> taker,
            Supplier<? extends RuntimeException> interrupted) {
        OrderedParallel<A, B> parallel = new OrderedParallel<>(atATime, work, interrupted, taker);
        try {
            for (A item : items) {
                if (parallel.enough) {
                    return;
                }
                parallel.next(item);
            }
            parallel.finish();
        } finally {
            parallel.pool.shutdownNow();
        }
    }

    /** Adds the next item; waits where too many are in hand. */
    public void next(A item) {
        if (inHand.size() >= most) {
            passOn();
        }
        inHand.add(pool.submit(() -> work.apply(item)));
    }

    /** Waits for the rest. */
    public void finish() {
        while (!inHand.isEmpty() && !enough) {
            passOn();
        }
    }

    private void passOn() {
        try {
            enough = !taker.test(inHand.remove().get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
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
