package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;

/** Restlet's look at the Accept header, before anything else is looked at (contract §2.1). */
final class Negotiation {
    private Negotiation() {}

    /** Refuses with 406 and an empty list of URIs where none of the types is wanted. */
    static void demand(HttpRequest request, String... offered) {
        String accept = request.header("Accept");
        if (accept.isBlank()) {
            return;
        }
        for (String range : accept.split("[,;]", -1)) {
            for (String type : offered) {
                if (covers(range.trim(), type)) {
                    return;
                }
            }
        }
        throw Refusal.with(HttpReply.of(406, "text/uri-list", Body.EMPTY));
    }

    private static boolean covers(String range, String type) {
        return range.equals("*/*")
                || range.equalsIgnoreCase(type)
                || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }
}
