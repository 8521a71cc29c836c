package io.github.xnatpull.layout;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The paths that newcomers have taken in folders that resources share. Paths that a file system could take for one (case,
 * Unicode form) are the same. Safe for many threads.
 */
public final class TakenPaths {
    private final Set<String> taken = new HashSet<>();

    /** A file's place as one text for all spellings that some file system takes for the same. */
    public static String path(String folder, String place) {
        return PortableNames.folded(folder + "/" + PortableNames.path(place));
    }

    /**
     * Takes the places of all files of a resource that has not landed yet, or of none.
     *
     * @param landed places that others have already
     * @return false where one of them is taken
     */
    public synchronized boolean take(String folder, Collection<String> files, Set<String> landed) {
        List<String> paths = files.stream().map(file -> path(folder, file)).toList();
        if (paths.stream().anyMatch(path -> landed.contains(path) || taken.contains(path))) {
            return false;
        }
        taken.addAll(paths);
        return true;
    }
}
