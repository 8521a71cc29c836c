package io.github.xnatpull.xnat.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request to the server.
 *
 * @param action what it is for, as an infinitive without "to": it becomes part of the messages users read
 * @param accepted the statuses whose replies the handler wants to see; any other is a fault
 * @param deadline the longest wait for the head of the reply, where it is not the usual one
 * @param once whether it is tried just once, as nothing depends on it
 * @param farewell whether it goes out even when the run is being cut short
 * @param renewal whether it is a login where one was taken before: what XNAT does not answer is then an illness, and passes
 * @param replaceable whether other requests bring the same, so that its failure says nothing of the server, and soon ends it
 */
public record Request(
        Method method,
        UrlPath path,
        String action,
        Map<String, String> headers,
        Set<Integer> accepted,
        Optional<Duration> deadline,
        boolean once,
        boolean farewell,
        boolean renewal,
        boolean replaceable) {
    /** The methods a client that only reads has use for. */
    public enum Method {
        GET,
        POST,
        DELETE
    }

    public static Request get(UrlPath path, String action) {
        return of(Method.GET, path, action);
    }

    public static Request of(Method method, UrlPath path, String action) {
        return new Request(method, path, action, Map.of(), Set.of(200), Optional.empty(), false, false, false, false);
    }

    public Request with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Request(method, path, action, more, accepted, deadline, once, farewell, renewal, replaceable);
    }

    /** These statuses besides 200. */
    public Request accepting(Integer... statuses) {
        Set<Integer> more = new LinkedHashSet<>(accepted);
        more.addAll(Arrays.asList(statuses));
        return new Request(method, path, action, headers, more, deadline, once, farewell, renewal, replaceable);
    }

    /** With another deadline for the head of the reply. */
    public Request within(Duration newDeadline) {
        return new Request(
                method,
                path,
                action,
                headers,
                accepted,
                Optional.of(newDeadline),
                once,
                farewell,
                renewal,
                replaceable);
    }

    /** Tried just once: nothing depends on it. */
    public Request justOnce() {
        return new Request(method, path, action, headers, accepted, deadline, true, farewell, renewal, replaceable);
    }

    public Request asFarewell() {
        return new Request(method, path, action, headers, accepted, deadline, true, true, renewal, replaceable);
    }

    public Request asRenewal() {
        return new Request(method, path, action, headers, accepted, deadline, once, farewell, true, replaceable);
    }

    /** Where other requests bring the same, each a part of it. */
    public Request asReplaceable() {
        return new Request(method, path, action, headers, accepted, deadline, once, farewell, renewal, true);
    }

    /** Headers hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
