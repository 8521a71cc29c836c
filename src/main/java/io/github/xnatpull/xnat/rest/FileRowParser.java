package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.xnat.FileRow;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns rows of a listing of files into records. The path is what follows the first {@code /resources/{id}/files/} of the
 * URI, which is data and nothing else: no request ever goes where a server's URI points.
 */
final class FileRowParser {
    private static final Pattern PLACE = Pattern.compile("/resources/(\\d+)/files/");
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private FileRowParser() {}

    /**
     * The file, or nothing where the row is about something else than was asked for (contract §1.8).
     *
     * @param isWanted says of a URI, up to its {@code /resources}, whether it is about what was asked for
     */
    static Optional<FileRow> of(Row row, Predicate<String> isWanted) {
        String uri = row.text("URI");
        Matcher place = PLACE.matcher(uri);
        if (!place.find() || !isWanted.test(uri.substring(0, place.start() + 1))) {
            return Optional.empty();
        }
        String listed = row.text("cat_ID");
        String id = listed.isEmpty() ? place.group(1) : listed;
        String path = uri.substring(place.end());
        if (!id.equals(place.group(1)) || path.isEmpty()) {
            return Optional.empty();
        }
        String digest = row.text("digest").trim().toLowerCase(Locale.ROOT);
        Optional<String> md5 = MD5.matcher(digest).matches() ? Optional.of(digest) : Optional.empty();
        return Optional.of(new FileRow(id, path, row.number("Size"), md5));
    }
}
