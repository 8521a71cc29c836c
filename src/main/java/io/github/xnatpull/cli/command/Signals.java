package io.github.xnatpull.cli.command;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.support.DaemonThreads;
import io.github.xnatpull.support.StopSignal;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import sun.misc.Signal;

/**
 * Turns SIGTERM, SIGINT and SIGHUP into a stop of the run, which ends on the main thread in good order; a second SIGINT
 * halts at once. Not by shutdown hooks: those run beside each other, and the state must be closed last.
 */
final class Signals {
    /** How long files in hand may take to finish. */
    static final Duration GRACE = Duration.ofSeconds(20);

    private final StopSignal stop;
    private final Duration grace;
    private final Consumer<String> say;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledExecutorService timer = DaemonThreads.timer("grace");

    private Signals(StopSignal stop, Duration grace, Consumer<String> say) {
        this.stop = stop;
        this.grace = grace;
        this.say = say;
    }

    /**
     * Listens for the rest of the process.
     *
     * @param say tells the person at the terminal
     */
    static void stopOn(StopSignal stop, Duration grace, Consumer<String> say) {
        Signals signals = new Signals(stop, grace, say);
        handle("TERM", signals::terminate);
        handle("HUP", signals::terminate);
        handle("INT", signals::interrupt);
    }

    private static void handle(String name, Runnable action) {
        try {
            Signal.handle(new Signal(name), signal -> action.run());
        } catch (IllegalArgumentException e) {
            // The system has no such signal, or the JVM keeps it for itself (-Xrs): then it ends the process as it
            // always did,
            // and the next run recovers.
            return;
        }
    }

    private void terminate() {
        begin(
                StopSignal.Reason.SIGTERM,
                "Asked to stop: finishing the files in hand (at most " + grace.toSeconds() + " s), then the manifest.");
    }

    private void interrupt() {
        // Not where only a limit of the run's own has been reached: the first Ctrl-C still asks for good order.
        if (asked.get()) {
            Runtime.getRuntime().halt(ExitCodes.SIGINT);
        }
        begin(
                StopSignal.Reason.SIGINT,
                "Stopping: finishing the files in hand (at most " + grace.toSeconds()
                        + " s), then the manifest. Ctrl-C again ends at once.");
    }

    private void begin(StopSignal.Reason reason, String words) {
        stop.request(reason);
        if (asked.compareAndSet(false, true)) {
            say.accept(words);
            timer.schedule(() -> stop.cut(reason), grace.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
