package io.github.xnatpull.app;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.report.Difference;
import io.github.xnatpull.report.Difference.Kind;
import io.github.xnatpull.run.RunVerdict;
import io.github.xnatpull.support.Pseudonyms;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * How what landed compares with the disk, and with the server where that was asked for.
 *
 * @param scope what was compared
 * @param resources compared with the disk
 * @param incomplete of them, known as incomplete since they landed
 * @param server how closely files were compared with the server's listings; nothing of it where they were not
 * @param found how many differences of each kind
 * @param examples the first few differences
 * @param notLooked the first few that could not be compared with the server, and why not
 * @param unreadable projects that could not be compared with the server, as this user may not read them
 * @param serverFault what ended the comparison with the server early, or hid what is new there
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
    "server_files_different",
    "differences",
    "examples",
    "not_looked",
    "unreadable",
    "server_fault",
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
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Example> notLooked,
        List<Unreadable> unreadable,

        @JsonProperty("server_fault") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Optional<ServerFault> serverFault,

        @JsonSerialize(using = ToStringSerializer.class) Path report)
        implements Result {
    /**
     * A project that this user may not read on the server.
     *
     * @param resources that landed of it
     */
    @JsonPropertyOrder({"project", "resources", "because"})
    public record Unreadable(String project, long resources, String because) {}

    /** Why the comparison with the server is not whole. */
    @JsonPropertyOrder({"code", "because"})
    public record ServerFault(@JsonIgnore FaultCode fault, String because) {
        static ServerFault of(Fault fault) {
            return new ServerFault(fault.code(), fault.because());
        }

        @JsonProperty("code")
        public String code() {
            return fault.id();
        }
    }

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

    /** Whether all that landed is as it landed, on the disk and, where that was looked at, on the server. */
    @JsonProperty("equal")
    public boolean isEqual() {
        return found.keySet().stream().noneMatch(Kind::counts);
    }

    /** Whether nothing was left out of the comparison. */
    @JsonIgnore
    public boolean isWhole() {
        return unreadable.isEmpty() && serverFault.isEmpty() && count(Kind.NOT_LOOKED) == 0;
    }

    /** What of the files on the disk was looked at. */
    @JsonProperty("looked_at")
    public String lookedAt() {
        return scope.full() ? "bytes" : "size and time";
    }

    /** How many files that landed are not on the disk as they landed. */
    @JsonProperty("files_different")
    public long filesDifferent() {
        return sum(Kind::isOnDisk);
    }

    /** How many files that landed are others on the server now, or not there any more. */
    @JsonProperty("server_files_different")
    public long serverFilesDifferent() {
        return sum(Kind::isOnServer);
    }

    private long sum(Predicate<Kind> kinds) {
        return found.entrySet().stream()
                .filter(entry -> kinds.test(entry.getKey()))
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

    /** The exit code once all is mended that a pull mends. */
    int exitCodeOnceRepaired() {
        return RunVerdict.ofComparison(
                found.keySet().stream().noneMatch(kind -> kind.counts() && !kind.isMendedByPull()),
                isWhole(),
                serverFault.map(ServerFault::fault).map(FaultCode::exitCode));
    }

    @Override
    public int exitCode() {
        return RunVerdict.ofComparison(
                isEqual(), isWhole(), serverFault.map(ServerFault::fault).map(FaultCode::exitCode));
    }
}
