package io.github.xnatpull.app;

import io.github.xnatpull.fault.ExitCodes;
import java.util.List;

/**
 * Which runs were forgotten.
 *
 * @param forgotten names, oldest first
 * @param kept how many runs are left
 * @param open unfinished ones that were kept although they are old
 */
public record ForgetResult(List<String> forgotten, int kept, List<String> open) implements Result {
    @Override
    public int exitCode() {
        return ExitCodes.OK;
    }
}
