package io.github.xnatpull.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The runs of a destination as small files, {@code runs/<run>/status.json}: readable while a run holds the lock. */
public final class RunJournal {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private final Path runs;

    public RunJournal(Path runs) {
        this.runs = runs;
    }

    /**
     * How a run stands.
     *
     * @param state {@code running}, {@code open}, {@code completed} or {@code superseded}
     * @param updated when this was written, UTC
     */
    public record Entry(
            String run,
            String job,
            String server,
            String state,
            long pid,
            int attempt,
            String started,
            String updated,
            String phase,
            long sessions,
            long sessionsPlanned,
            long resources,
            long resourcesDone,
            long bytes,
            long bytesHinted,
            OptionalInt exitCode,
            String reports) {
        public boolean isOfSameAttempt(Entry other) {
            return run.equals(other.run) && attempt == other.attempt;
        }

        public Entry in(String otherState) {
            return new Entry(
                    run,
                    job,
                    server,
                    otherState,
                    pid,
                    attempt,
                    started,
                    updated,
                    phase,
                    sessions,
                    sessionsPlanned,
                    resources,
                    resourcesDone,
                    bytes,
                    bytesHinted,
                    exitCode,
                    reports);
        }
    }

    /** Every run, oldest first. A run that never completed counts as superseded once its job has a later one. */
    public List<Entry> all() throws IOException {
        List<Entry> found = new ArrayList<>();
        if (!Files.isDirectory(runs)) {
            return found;
        }
        try (Stream<Path> folders = Files.list(runs)) {
            for (Path folder : folders.toList()) {
                Path file = folder.resolve("status.json");
                if (Files.isRegularFile(file)) {
                    read(file, found);
                }
            }
        }
        found.sort(Comparator.comparing(Entry::started).thenComparing(Entry::run));
        return withSuperseded(found);
    }

    /** When a run last wrote how it stands; else the other instant. */
    Instant lastSign(String run, Instant other) {
        List<Entry> found = new ArrayList<>();
        try {
            read(runs.resolve(run).resolve("status.json"), found);
            return found.isEmpty() ? other : Instant.parse(found.get(0).updated());
        } catch (IOException | DateTimeParseException e) {
            return other; // a first attempt has written nothing yet
        }
    }

    private static void read(Path file, List<Entry> found) throws IOException {
        try {
            found.add(MAPPER.readValue(Files.readString(file), Entry.class));
        } catch (JacksonException e) {
            // A file that somebody damaged hides its run, not the others.
            return;
        }
    }

    private static List<Entry> withSuperseded(List<Entry> oldestFirst) {
        Map<String, Entry> newest = new HashMap<>();
        oldestFirst.forEach(entry -> newest.put(entry.job(), entry));
        return oldestFirst.stream()
                .map(entry -> entry.state().equals("completed") || entry.equals(newest.get(entry.job()))
                        ? entry
                        : entry.in("superseded"))
                .toList();
    }

    void write(Entry entry) throws IOException {
        Path file = runs.resolve(entry.run()).resolve("status.json");
        Path next = file.resolveSibling("status.json.tmp");
        Files.writeString(next, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(entry));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
