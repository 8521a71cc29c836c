package io.github.xnatpull.batch;

import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.json.JsonMapper;

/** Rewrites {@code runs/<run>/status.json} every few seconds, so that others can look at a run without its lock. */
final class StatusFile implements RunObserver, AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int SECONDS = 3;
    private final Path file;
    private final String run;
    private final Clock clock;
    private final AtomicReference<String> phase = new AtomicReference<>("plan");
    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong planned = new AtomicLong();
    private final AtomicLong items = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong hintedBytes = new AtomicLong();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "status");
        thread.setDaemon(true);
        return thread;
    });

    StatusFile(Path directory, String run, Clock clock) throws IOException {
        Files.createDirectories(directory);
        this.file = directory.resolve("status.json");
        this.run = run;
        this.clock = clock;
        write();
        ticker.scheduleWithFixedDelay(this::write, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void sessionsListed(long count) {
        sessions.set(count);
    }

    @Override
    public void sessionsPlanned(long plannedSoFar, long all, long itemsSoFar, long bytesSoFar) {
        planned.set(plannedSoFar);
        sessions.set(all);
        items.set(itemsSoFar);
        hintedBytes.set(bytesSoFar);
    }

    @Override
    public void transferStarts(long itemsWithWork, long bytesHinted, long itemsDone) {
        phase.set("transfer");
        items.set(itemsWithWork);
        hintedBytes.set(bytesHinted);
        done.set(itemsDone);
    }

    @Override
    public void bytesArrived(PlanItem item, long count) {
        bytes.addAndGet(count);
    }

    @Override
    public void itemEnds(PlanItem item, Outcome outcome) {
        if (outcome.status().isFinal()) {
            done.incrementAndGet();
        }
    }

    private void write() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("run", run);
        status.put("pid", ProcessHandle.current().pid());
        status.put("updated", clock.instant().toString());
        status.put("phase", phase.get());
        status.put("sessions", sessions.get());
        status.put("sessions_planned", planned.get());
        status.put("resources", items.get());
        status.put("resources_done", done.get());
        status.put("bytes", bytes.get());
        status.put("bytes_hinted", hintedBytes.get());
        Path next = file.resolveSibling("status.json.tmp");
        try {
            Files.writeString(next, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(status));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // For people's eyes only: a run does not fail for it, and a full disk shows elsewhere.
            return;
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        phase.set("ended");
        write();
    }
}
