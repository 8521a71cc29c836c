package io.github.xnatpull.run;

import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.layout.Layout;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.StoredRequest;
import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run was asked, as {@code runs/<run>/run.json}: with the receipts all that is needed to make a lost state anew. It
 * holds no secret. {@code docs/stored-forms.md} tells its forms.
 *
 * @param started UTC
 * @param binding what the destination was bound to then
 * @param stored the effective request, see {@link StoredRequest}
 */
public record RunFile(String run, Instant started, Map<String, String> binding, JsonNode stored) {
    /** The first form had none; it differs in that of the request. */
    static final int VERSION = 2;

    private static final String FILE = "run.json";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    public static void write(
            Destination destination, String run, Instant started, Map<String, String> binding, ObjectNode request) {
        Path file = destination.runs().resolve(run).resolve(FILE);
        try {
            Files.createDirectories(Disk.parent(file));
            AtomicFile.replace(file, text(run, started, binding, request));
        } catch (IOException e) {
            throw LocalFaults.of("note what the run was asked in " + file, file, e);
        }
    }

    static String text(String run, Instant started, Map<String, String> binding, ObjectNode request) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("version", VERSION);
        json.put("run", run);
        json.put("started", started.toString());
        ObjectNode bound = json.putObject("binding");
        binding.forEach(bound::put);
        json.set("request", request);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    /**
     * That of the newest run whose file can be read.
     *
     * @param warnings is told of those that cannot
     */
    public static Optional<RunFile> newest(Destination destination, Consumer<String> warnings) {
        return files(destination).stream()
                .flatMap(file -> read(file, warnings).stream())
                .max(Comparator.comparing(RunFile::started).thenComparing(RunFile::run));
    }

    /** Whether there was a run, whether or not its file can be read. */
    static boolean isAnyIn(Destination destination) {
        return !files(destination).isEmpty();
    }

    private static List<Path> files(Destination destination) {
        try (Stream<Path> folders = Files.list(destination.runs())) {
            return folders.map(folder -> folder.resolve(FILE))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw LocalFaults.of("look for runs in " + destination.runs(), e);
        }
    }

    /** One that is damaged, or of a newer version, hides itself and no other. */
    private static Optional<RunFile> read(Path file, Consumer<String> warnings) {
        try {
            JsonNode json = MAPPER.readTree(Files.readString(file));
            int version = json.path("version").asInt(1);
            if (!json.isObject() || version > VERSION) {
                warnings.accept(file + " cannot be used: "
                        + (json.isObject()
                                ? "a newer xnatpull wrote it, in form " + version + " where this one knows those up to "
                                        + VERSION
                                : "it is damaged")
                        + ".");
                return Optional.empty();
            }
            Map<String, String> binding = new LinkedHashMap<>();
            json.path("binding")
                    .properties()
                    .forEach(one -> binding.put(one.getKey(), one.getValue().asString("")));
            String folder = String.valueOf(Disk.parent(file).getFileName());
            return Optional.of(new RunFile(
                    json.path("run").asString(folder),
                    Instant.parse(json.path("started").asString(Instant.EPOCH.toString())),
                    binding,
                    json.path("request")));
        } catch (IOException | JacksonException | DateTimeException e) {
            warnings.accept(file + " cannot be used: it is damaged.");
            return Optional.empty();
        }
    }

    /** The layout that the destination was bound to; empty where that is not told. */
    public Optional<Layout> layout() {
        return Optional.ofNullable(binding.get("layout"))
                .map(template -> Layout.of(
                        template, "id".equals(binding.get("name-by")), "several".equals(binding.get("projects"))));
    }

    /** What the run was asked. */
    public PullRequest request(Consumer<String> warnings) {
        return StoredRequest.read(stored, "run " + run, warnings);
    }
}
