package io.github.xnatpull.transfer;

import io.github.xnatpull.xnat.FileRow;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The files of one resource that are meant, as the server lists them; it can be asked once more what it lists by now. */
final class Listing {

    private final Map<String, FileRow> rows;
    private Optional<Supplier<Map<String, FileRow>>> question;

    /** @param again asks the server once more */
    Listing(Map<String, FileRow> rows, Supplier<Map<String, FileRow>> again) {
        this(rows, Optional.of(again));
    }

    private Listing(Map<String, FileRow> rows, Optional<Supplier<Map<String, FileRow>>> question) {
        this.rows = rows;
        this.question = question;
    }

    /** By their paths inside the resource. */
    Map<String, FileRow> rows() {
        return rows;
    }

    /** The listing as it is now. There is at most one request however often this is called: after it, a listing is its own. */
    Listing again() {
        Optional<Supplier<Map<String, FileRow>>> asking = question;
        question = Optional.empty();
        return asking.map(ask -> new Listing(ask.get(), Optional.empty())).orElse(this);
    }
}
