package io.github.xnatpull.batch;

import io.github.xnatpull.fault.LocalTrouble;
import io.github.xnatpull.jobfile.PullRequest;
import io.github.xnatpull.jobfile.PullRequestJson;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run was asked, as {@code runs/<run>/run.json}: with the receipts all that is needed to make a lost state anew. It
 * holds no secret.
 *
 * @param started UTC
 * @param binding what the destination was bound to then
 * @param request the effective request
 */
record RunFile(String run, String started, Map<String, String> binding, PullRequest request) {
    private static final JsonMapper MAPPER = PullRequestJson.mapper();

    static void write(
            Destination destination, String run, Instant started, Map<String, String> binding, PullRequest request) {
        Path file = destination.runs().resolve(run).resolve("run.json");
        try {
            Files.createDirectories(Disk.parent(file));
            Path next = file.resolveSibling("run.json.tmp");
            Files.writeString(
                    next,
                    MAPPER.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(new RunFile(run, started.toString(), binding, request)));
            Disk.force(next);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw LocalTrouble.of("note what the run was asked in " + file, file, e);
        }
    }

    /** That of the newest run whose file can be read. */
    static Optional<RunFile> newest(Destination destination) {
        try (Stream<Path> folders = Files.list(destination.runs())) {
            return folders.map(folder -> folder.resolve("run.json"))
                    .filter(Files::isRegularFile)
                    .flatMap(file -> read(file).stream())
                    .max(Comparator.comparing((RunFile found) -> Instant.parse(found.started()))
                            .thenComparing(RunFile::run));
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw LocalTrouble.of("look for runs in " + destination.runs(), e);
        }
    }

    private static Optional<RunFile> read(Path file) {
        try {
            RunFile found = MAPPER.readValue(Files.readString(file), RunFile.class);
            Instant.parse(found.started());
            return Optional.of(found);
        } catch (IOException | JacksonException | java.time.DateTimeException e) {
            // One that is damaged, or of another version, hides itself and no other.
            return Optional.empty();
        }
    }
}
