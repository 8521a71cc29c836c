package io.github.xnatpull.app;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.xnatpull.plan.PlanPreview.SessionSums;

/**
 * What a pull would do for one session, or for the resources of a subject or a project.
 *
 * @param sessionId its accession id; blank for a subject or a project
 * @param subjectId blank for a project
 * @param note why it cannot be listed, where it cannot
 */
@JsonPropertyOrder({"project", "session_id", "session_label", "counts", "note"})
public record SessionPreview(
        String project,
        String sessionId,
        String sessionLabel,
        @JsonIgnore String subjectId,
        @JsonUnwrapped PlanCounts counts,
        String note) {
    static SessionPreview of(SessionSums sums) {
        return new SessionPreview(
                sums.session().project(),
                sums.session().accessionId(),
                sums.session().label(),
                sums.session().subjectId(),
                PlanCounts.of(sums.sums()),
                sums.note());
    }
}
