package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.xnat.http.UrlPath;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A listing to ask for.
 *
 * @param action what it is for, as an infinitive without "to"
 * @param onServerError finds out what a 500 means here, if anything but "try again" (contract §1.8)
 */
record ListQuery(UrlPath path, String action, Supplier<Optional<Fault>> onServerError) {
    static ListQuery of(UrlPath path, String action) {
        return new ListQuery(path.with("format", "json"), action, Optional::empty);
    }

    ListQuery whenServerFails(Supplier<Optional<Fault>> meaning) {
        return new ListQuery(path, action, meaning);
    }
}
