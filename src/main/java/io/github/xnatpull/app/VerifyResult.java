package io.github.xnatpull.app;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.report.Difference.Kind;
import io.github.xnatpull.run.RunVerdict;
import io.github.xnatpull.support.Pseudonyms;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * How what landed compares with the disk, or with the server.
 *
 * @param scope what was compared
 * @param resources compared; those on the disk where both were asked for
 * @param incomplete of them, known as incomplete since they landed
 * @param server how closely files were compared with the server's listings; nothing of it where they were not
 * @param found how many differences of each kind
 * @param examples the first few differences
 * @param unreadable projects that could not be compared with the server, as this user may not read them
 * @param report where all differences stand
 */
@JsonPropertyOrder({
    "equal",
    "resources",
    "files",
    "bytes",
    "incomplete",
    "looked_at",
    "server",
    "files_different",
    "differences",
    "examples",
    "unreadable",
    "strangers",
    "report"
})
public record VerifyResult(
        @JsonIgnore Verify.Scope scope,
        long resources,
        long files,
        long bytes,
        long incomplete,
        @JsonUnwrapped(prefix = "server_") Listed server,
        @JsonIgnore Map<Kind, Long> found,
        List<Example> examples,
        List<Unreadable> unreadable,
        @JsonSerialize(using = ToStringSerializer.class) Path report)
        implements Result {
    /**
     * A project that this user may not read on the server.
     *
     * @param resources that landed of it
     */
    @JsonPropertyOrder({"project", "resources", "because"})
    public record Unreadable(String project, long resources, String because) {}

    /**
     * Files that landed and are listed.
     *
     * @param bySizeOnly those that were compared by their size only, as no digest is listed
     * @param byNameOnly those that were compared by their name only, as neither is listed
     */
    @JsonPropertyOrder({"files", "by_size_only", "by_name_only"})
    public record Listed(long files, long bySizeOnly, long byNameOnly) {}

    /**
     * A difference, in short.
     *
     * @param path where it is; strict privacy shows none, as it may bear labels of people
     * @param file as the server names it; blank for a whole resource
     */
    @JsonPropertyOrder({"status", "path", "file", "what"})
    public record Example(String status, String path, String file, String what) {
        static Example of(Difference difference) {
            boolean shown = !Pseudonyms.process().isOn() && !difference.path().isEmpty();
            return new Example(
                    difference.kind().word(),
                    shown ? difference.path() : difference.display(),
                    difference.file(),
                    difference.what());
        }
    }

    /** Whether all that landed is as it landed, and the server has nothing else. */
    @JsonProperty("equal")
    public boolean isEqual() {
        return found.keySet().stream().noneMatch(Kind::counts);
    }

    /** Whether nothing was left out of the comparison. */
    @JsonIgnore
    public boolean isWhole() {
        return unreadable.isEmpty();
    }

    /** What of the files on the disk was looked at. */
    @JsonProperty("looked_at")
    public String lookedAt() {
        return scope.full() ? "bytes" : scope.disk() ? "size and time" : "";
    }

    /** How many files differ: of what landed on the disk, of what is listed now on the server. */
    @JsonProperty("files_different")
    public long filesDifferent() {
        return found.entrySet().stream()
                .filter(entry -> scope.disk()
                        ? entry.getKey().isOnDisk()
                        : entry.getKey() == Kind.CHANGED || entry.getKey() == Kind.GONE)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** How many of each kind, but for files of somebody else's. */
    @JsonProperty("differences")
    public Map<String, Long> differences() {
        Map<String, Long> differences = new LinkedHashMap<>();
        found.forEach((kind, count) -> {
            if (kind != Kind.STRANGER) {
                differences.put(kind.word().replace('-', '_'), count);
            }
        });
        return differences;
    }

    /** How many of one kind. */
    public long count(Kind kind) {
        return found.getOrDefault(kind, 0L);
    }

    /** How many files no receipt names. */
    @JsonProperty("strangers")
    public long strangers() {
        return count(Kind.STRANGER);
    }

    @Override
    public int exitCode() {
        return RunVerdict.ofComparison(isEqual(), isWhole());
    }
}
