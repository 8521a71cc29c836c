package io.github.xnatpull.app;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.xnatpull.fault.ExitCodes;
import java.util.List;

/**
 * How a repair ended.
 *
 * @param found what differed
 * @param runs the pulls that were to mend it; none where there was nothing that a pull mends
 */
@JsonPropertyOrder({"found", "runs"})
public record RepairResult(VerifyResult found, List<PullResult> runs) implements Result {
    /** As of a pull; where none was made, or the pulls mended all that they could, what is left decides. */
    @Override
    public int exitCode() {
        if (runs.isEmpty()) {
            return found.exitCode();
        }
        int pulled = runs.stream()
                .mapToInt(PullResult::exitCode)
                .filter(code -> code != ExitCodes.OK)
                .findFirst()
                .orElse(ExitCodes.OK);
        return pulled == ExitCodes.OK ? found.exitCodeOnceRepaired() : pulled;
    }
}
