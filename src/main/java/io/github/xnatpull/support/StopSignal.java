package io.github.xnatpull.support;

import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Tells every part of the process that the run is to end early. A request to stop lets files in hand finish; a request
 * to cut, which follows after the grace period, ends them too.
 */
public final class StopSignal {
    private final AtomicReference<Reason> reason = new AtomicReference<>();
    private final AtomicReference<String> limit = new AtomicReference<>();
    private final AtomicBoolean cut = new AtomicBoolean();
    private final CopyOnWriteArrayList<Runnable> onCut = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Runnable> onRequest = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Consumer<String>> onLimit = new CopyOnWriteArrayList<>();

    /** Why a run ends early. */
    public enum Reason {
        SIGINT,
        SIGTERM,
        /** A time, size or failure limit of the run. */
        LIMIT,
        /** A fault that ends the run: no use in going on. */
        FAULT
    }

    /** Asks for a stop. The first reason stays, but a person or the system outranks the run's own limits and faults. */
    public void request(Reason why) {
        Reason before = reason.getAndUpdate(first -> first == null || isOurs(first) && !isOurs(why) ? why : first);
        if (before == null) {
            onRequest.forEach(Runnable::run);
        }
    }

    /** Runs the action when a stop is asked for; for the rest of the process. */
    public void whenRequested(Runnable action) {
        onRequest.add(action);
    }

    /**
     * Asks for a stop because a limit is reached.
     *
     * @param which for example {@code its limit of bytes (1 GiB)}
     * @return whether this is the first limit reached
     */
    public boolean limitReached(String which) {
        boolean first = limit.compareAndSet(null, which);
        request(Reason.LIMIT);
        if (first) {
            onLimit.forEach(action -> action.accept(which));
        }
        return first;
    }

    /** Runs the action with the first limit reached, if one is. */
    public AutoCloseable whenLimit(Consumer<String> action) {
        onLimit.add(action);
        return () -> onLimit.remove(action);
    }

    /** The first limit reached. */
    public Optional<String> limit() {
        return Optional.ofNullable(limit.get());
    }

    private static boolean isOurs(Reason reason) {
        return switch (reason) {
            case LIMIT, FAULT -> true;
            case SIGINT, SIGTERM -> false;
        };
    }

    /** Asks for a stop and for an end of what is in hand, at once. */
    public void cut(Reason why) {
        request(why);
        if (cut.compareAndSet(false, true)) {
            onCut.forEach(Runnable::run);
        }
    }

    public boolean requested() {
        return reason.get() != null;
    }

    public boolean cutRequested() {
        return cut.get();
    }

    public Optional<Reason> reason() {
        return Optional.ofNullable(reason.get());
    }

    /** Runs the action when, and if, what is in hand must end; at once if it already must. */
    public AutoCloseable whenCut(Runnable action) {
        onCut.add(action);
        if (cut.get()) {
            action.run();
        }
        return () -> onCut.remove(action);
    }
}
