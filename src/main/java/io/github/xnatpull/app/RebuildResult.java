package io.github.xnatpull.app;

import io.github.xnatpull.fault.ExitCodes;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a rebuilt state knows.
 *
 * @param landed resources whose files are all in place
 * @param files of those
 * @param bytes of those
 * @param lacking resources with a receipt of which something is not in place: the next pull looks after them
 * @param damaged receipts that cannot be read
 * @param bound whether it is known again which server and layout the destination belongs to; if not, the next pull says
 * @param aside where the old state is now; empty where there was none
 */
public record RebuildResult(
        long landed, long files, long bytes, long lacking, long damaged, boolean bound, Optional<Path> aside)
        implements Result {
    @Override
    public int exitCode() {
        return ExitCodes.OK;
    }
}
