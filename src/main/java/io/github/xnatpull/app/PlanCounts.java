package io.github.xnatpull.app;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.xnatpull.plan.PlanPreview.Sums;

/**
 * How many resources want what, and how much that is by the server's hints.
 *
 * @param unknown resources for which the server has no hint of size or count
 */
@JsonPropertyOrder({"resources", "fetch", "check", "unchanged", "files", "bytes", "unknown"})
public record PlanCounts(long resources, long fetch, long check, long unchanged, long files, long bytes, long unknown) {
    static PlanCounts of(Sums sums) {
        return new PlanCounts(
                sums.resources(),
                sums.actions().fetch(),
                sums.actions().check(),
                sums.actions().unchanged(),
                sums.hints().files(),
                sums.hints().bytes(),
                sums.hints().unknown());
    }
}
