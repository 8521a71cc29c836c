package io.github.xnatpull.app;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.xnatpull.selection.UnmatchedName;
import java.util.List;
import java.util.Optional;

/**
 * What a pull would do: the sums over all sessions, which are told one by one before.
 *
 * @param excluded resources that are listed and not selected
 * @param missing what a pull would not bring
 * @param onlyHere resources that landed once and are no longer on the server
 * @param exitCode of a pull, as far as a plan can know it
 * @param explanation why nothing matched, where nothing did; else blank
 * @param adoption what a pull would compare with what is here; empty where it adopts nothing
 * @param leftOut what is said of levels that nobody chose to leave out
 */
@JsonPropertyOrder({"sessions", "counts", "missing", "only_here", "exit_code", "explanation", "unmatched", "adoption"})
public record PreviewResult(
        long sessions,
        @JsonUnwrapped PlanCounts counts,
        @JsonIgnore long excluded,
        @JsonUnwrapped Missing missing,
        long onlyHere,
        int exitCode,
        String explanation,
        List<Unmatched> unmatched,
        @JsonIgnore Optional<String> leftOut,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Adoption> adoption)
        implements Result {
    /**
     * What a pull would not bring.
     *
     * @param unlistedSessions sessions whose resources cannot be listed
     * @param stillMissing resources that did not land whole, and by the server's hints have not changed since
     * @param unmatchedRows what the user named and nothing answers to, without known gaps
     * @param knownGaps what is missing and accepted as that
     */
    @JsonPropertyOrder({"unlisted_sessions", "still_missing", "unmatched_rows", "known_gaps"})
    public record Missing(long unlistedSessions, long stillMissing, long unmatchedRows, long knownGaps) {}

    /**
     * Files of somebody else's in the places of listed ones, which may become ours.
     *
     * @param files of the listed size, or of which none is listed
     * @param streamed of them, those of which the server lists no MD5: it sends them to be compared, and nothing of that is stored
     * @param streamedBytes of those, as far as the server lists sizes
     * @param unlisted resources whose files could not be listed
     */
    @JsonPropertyOrder({"files", "streamed", "streamed_bytes", "unlisted"})
    public record Adoption(long files, long streamed, long streamedBytes, long unlisted) {}

    /**
     * A name that nothing on the server answers to.
     *
     * @param source the flag, variable or key that it stands behind, or {@code list:line}
     * @param kind what it names
     */
    @JsonPropertyOrder({"source", "kind", "value", "reason"})
    public record Unmatched(String source, String kind, String value, String reason) {
        static Unmatched of(UnmatchedName name) {
            return new Unmatched(name.source(), name.kind(), name.value(), name.reason());
        }
    }
}
