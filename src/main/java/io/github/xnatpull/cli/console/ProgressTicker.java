package io.github.xnatpull.cli.console;

import io.github.xnatpull.support.DaemonThreads;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets progress be shown five times a second, on a thread that does not keep the process alive. */
public final class ProgressTicker implements AutoCloseable {
    private static final long PERIOD_MILLIS = 200;
    private static final long PATIENCE_SECONDS = 2;

    private final ConsoleProgress progress;
    private final ScheduledExecutorService executor;

    public ProgressTicker(ConsoleProgress progress) {
        this.progress = progress;
        this.executor = DaemonThreads.timer("progress");
        var unused = executor.scheduleAtFixedRate(progress::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Ends the painting; a terminal that takes nothing any more is waited for only briefly. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                progress.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
