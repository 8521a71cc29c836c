package io.github.xnatpull.run;

import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The runs of a destination as small files, {@code runs/<run>/status.json}: readable while a run holds the lock. */
public final class RunJournal {
    /** The first form had none. A key keeps its meaning for ever, so that any version shows what it knows. */
    static final int VERSION = 2;

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private final Path runs;

    public RunJournal(Path runs) {
        this.runs = runs;
    }

    /**
     * How a run stands. Its components are the keys that the file has, and that {@code runs list --json} prints.
     *
     * @param state {@code running}, {@code open}, {@code completed} or {@code superseded}
     * @param updated when this was written, UTC
     * @param reason why the last attempt ended, where its exit code does not say that itself; else blank
     * @param form of the entry; an older version, which wrote none, never noted that a run was superseded
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
            String reports,
            String reason,
            int form) {
        public boolean isOfSameAttempt(Entry other) {
            return run.equals(other.run) && attempt == other.attempt;
        }

        /** The same in another state, as this version writes it. */
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
                    reports,
                    reason,
                    VERSION);
        }
    }

    /** Every run, oldest first. One of an older version counts as superseded once its job has a later one. */
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
    public Instant lastSign(String run, Instant other) {
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
            JsonNode json = MAPPER.readTree(Files.readString(file));
            if (json.isObject()) {
                found.add(entry(json, String.valueOf(Disk.parent(file).getFileName())));
            }
        } catch (JacksonException | CharacterCodingException e) {
            // A file that somebody damaged hides its run, not the others.
            return;
        }
    }

    /** What another version did not write is blank, or nothing. */
    private static Entry entry(JsonNode json, String folder) {
        JsonNode exitCode = json.path("exitCode");
        return new Entry(
                json.path("run").asString(folder),
                json.path("job").asString(""),
                json.path("server").asString(""),
                json.path("state").asString("unknown"),
                json.path("pid").asLong(0),
                json.path("attempt").asInt(0),
                instant(json.path("started")),
                instant(json.path("updated")),
                json.path("phase").asString(""),
                json.path("sessions").asLong(0),
                json.path("sessionsPlanned").asLong(0),
                json.path("resources").asLong(0),
                json.path("resourcesDone").asLong(0),
                json.path("bytes").asLong(0),
                json.path("bytesHinted").asLong(0),
                exitCode.isInt() ? OptionalInt.of(exitCode.intValue()) : OptionalInt.empty(),
                json.path("reports").asString(""),
                json.path("reason").asString(""),
                json.path("version").asInt(1));
    }

    /** Everybody who reads it parses it. */
    private static String instant(JsonNode node) {
        try {
            return Instant.parse(node.asString("")).toString();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH.toString();
        }
    }

    private static List<Entry> withSuperseded(List<Entry> oldestFirst) {
        Map<String, Entry> newest = new HashMap<>();
        oldestFirst.forEach(entry -> newest.put(entry.job(), entry));
        return oldestFirst.stream()
                .map(entry -> entry.form() >= VERSION
                                || entry.state().equals("completed")
                                || entry.equals(newest.get(entry.job()))
                        ? entry
                        : entry.in("superseded"))
                .toList();
    }

    /** Notes where a run stands that has no attempt now. */
    void settle(String run, RunInfo.State state) throws IOException {
        List<Entry> found = new ArrayList<>();
        Path file = runs.resolve(run).resolve("status.json");
        if (Files.isRegularFile(file)) {
            read(file, found);
        }
        for (Entry entry : found) {
            boolean superseded =
                    state == RunInfo.State.SUPERSEDED && !entry.state().equals("superseded");
            if (superseded || entry.form() < VERSION) {
                write(entry.in(superseded ? "superseded" : entry.state()));
            }
        }
    }

    void write(Entry entry) throws IOException {
        AtomicFile.replaceUnforced(runs.resolve(entry.run()).resolve("status.json"), text(entry));
    }

    static String text(Entry entry) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("version", VERSION);
        json.setAll((ObjectNode) MAPPER.valueToTree(entry));
        json.remove("form");
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }
}
