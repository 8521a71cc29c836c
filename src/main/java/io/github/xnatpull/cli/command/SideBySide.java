package io.github.xnatpull.cli.command;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;

/** Does the same for many things at a time, and passes the answers on in the order of the things. */
final class SideBySide {
    private static final int BLOCKS = 4;

    private SideBySide() {}

    /**
     * Asks for each and passes each answer on, until there is no more or the taker has enough.
     *
     * @param taker answers whether it wants more
     */
    static <A, B> void inOrder(List<A> things, int atATime, Function<A, B> question, Predicate<B> taker) {
        ExecutorService pool = Executors.newFixedThreadPool(atATime);
        try {
            int block = BLOCKS * atATime;
            for (int from = 0; from < things.size(); from += block) {
                List<Future<B>> answers = new ArrayList<>();
                for (A thing : things.subList(from, Math.min(things.size(), from + block))) {
                    answers.add(pool.submit(() -> question.apply(thing)));
                }
                for (Future<B> answer : answers) {
                    if (!taker.test(result(answer))) {
                        return;
                    }
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static <B> B result(Future<B> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.fault(FaultCode.STOPPED).build();
        } catch (ExecutionException e) {
            throw Fault.in(e).orElseThrow(() -> new IllegalStateException("looking around failed", e.getCause()));
        }
    }
}
