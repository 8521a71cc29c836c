package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.xnat.http.Request;
import io.github.xnatpull.xnat.http.UrlPath;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A listing to ask for.
 *
 * @param action what it is for, as an infinitive without "to"
 * @param onServerError finds out what a 500 means here, if anything but "try again" (contract §1.8)
 * @param patience how long it is waited for where it is asked for once only, as nothing depends on it
 */
record ListQuery(UrlPath path, String action, Supplier<Optional<Fault>> onServerError, Optional<Duration> patience) {
    static ListQuery of(UrlPath path, String action) {
        return new ListQuery(path.with("format", "json"), action, Optional::empty, Optional.empty());
    }

    ListQuery whenServerFails(Supplier<Optional<Fault>> meaning) {
        return new ListQuery(path, action, meaning, patience);
    }

    ListQuery onceWithin(Duration longest) {
        return new ListQuery(path, action, onServerError, Optional.of(longest));
    }

    Request request() {
        Request request = Request.get(path, action);
        return patience.map(longest -> request.within(longest).justOnce()).orElse(request);
    }
}
