package io.github.xnatpull.app;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.selection.ListReport;
import io.github.xnatpull.selection.UnmatchedName;
import java.util.List;
import java.util.Optional;

/**
 * What the server says of a request.
 *
 * @param version of XNAT; blank where the server does not say
 * @param user whom the server takes us for
 * @param lists what became of the rows of each list
 * @param sessions that are selected
 * @param projects with the sessions that are selected of each
 * @param unmatched what the user named and nothing on the server answers to
 * @param notes what is no error, but should be known
 * @param reports of the lists, for people
 * @param missed the same as {@code unmatched}, for people
 * @param fault of lists that must match row by row and do not
 * @param exitCode that a pull of the same would have if nothing failed on the way
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"server", "version", "user", "lists", "sessions", "projects", "unmatched"})
public record OnlineCheckResult(
        String server,
        @JsonInclude String version,
        @JsonInclude String user,
        List<ListRows> lists,
        @JsonInclude long sessions,
        List<ProjectSessions> projects,
        List<PreviewResult.Unmatched> unmatched,
        @JsonIgnore List<String> notes,
        @JsonIgnore List<ListReport> reports,
        @JsonIgnore List<UnmatchedName> missed,
        @JsonIgnore Optional<Fault> fault,
        @JsonIgnore int exitCode)
        implements Result {
    /** How many sessions of a project are selected. */
    @JsonPropertyOrder({"project", "sessions"})
    public record ProjectSessions(String project, long sessions) {}

    /** What became of the rows of a list. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({"file", "read", "matched", "duplicates", "unmatched"})
    public record ListRows(
            String file,
            @JsonInclude long read,
            @JsonInclude long matched,
            @JsonInclude long duplicates,
            List<UnmatchedRow> unmatched) {
        static ListRows of(ListReport report) {
            return new ListRows(
                    report.name(),
                    report.read(),
                    report.matched(),
                    report.duplicates(),
                    report.unmatched().stream()
                            .map(row -> new UnmatchedRow(row.line(), row.value(), row.reason()))
                            .toList());
        }
    }

    /** A row of a list that nothing answers to. */
    @JsonPropertyOrder({"line", "value", "reason"})
    public record UnmatchedRow(long line, String value, String reason) {}
}
