package io.github.xnatpull.run;

import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.selection.SessionLists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the user's lists. */
public final class ListOpener {
    private ListOpener() {}

    /** Files, and standard input for {@code -}. */
    public static SessionLists.Opener ofProcess() {
        return place -> place.equals(ListSource.STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(place));
    }

    /** Files only: what came from standard input once is gone. */
    public static SessionLists.Opener ofFiles() {
        return place -> {
            if (place.equals(ListSource.STANDARD_INPUT)) {
                throw new IOException(
                        "the list came from standard input and the run ended before it was stored; start a new pull");
            }
            return Files.newInputStream(Path.of(place));
        };
    }
}
