package io.github.xnatpull.transfer;

import io.github.xnatpull.xnat.FileRow;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that the server lists and that is to come.
 *
 * @param file its path inside the resource as the server states it
 * @param place its path below the resource's folder here
 * @param size bytes as listed
 * @param md5 as listed
 * @param replace whether a file of ours is to be replaced by it
 */
record ExpectedFile(String file, String place, OptionalLong size, Optional<String> md5, boolean replace) {

    static ExpectedFile of(FileRow row, String place, boolean replace) {
        return new ExpectedFile(
                row.path(), place.equals(row.path()) ? row.path() : place, row.size(), row.md5(), replace);
    }

    /** Whether nothing is listed that its bytes could be compared with. */
    boolean isBare() {
        return size.isEmpty() && md5.isEmpty();
    }
}
