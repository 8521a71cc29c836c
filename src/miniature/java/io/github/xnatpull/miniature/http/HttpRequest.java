package io.github.xnatpull.miniature.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request as it came over the wire: nothing decoded, nothing normalised.
 *
 * @param target path and query, each byte one character
 * @param headers by lower-case name; repeated ones joined by {@code "; "}
 * @param body read as UTF-8: nobody sends us anything but forms
 */
public record HttpRequest(String method, String target, Map<String, String> headers, String body) {
    /** The path, raw. */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /** What follows the question mark, raw; blank if nothing. */
    public String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    /** A header's value, blank if it is not there. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The first value of a query parameter, decoded; blank if it is not there. */
    public String parameter(String name) {
        List<String> values = parameters(name);
        return values.isEmpty() ? "" : values.get(0);
    }

    /** Every value of a query parameter, decoded. */
    public List<String> parameters(String name) {
        return valuesOf(query(), name);
    }

    /** Every value of a form field in a body or a query, decoded. */
    public static List<String> valuesOf(String form, String name) {
        List<String> values = new ArrayList<>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (decoded(key).equals(name)) {
                values.add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
