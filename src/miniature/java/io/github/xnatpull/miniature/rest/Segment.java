package io.github.xnatpull.miniature.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A path segment the way XNAT reads identifiers out of it (contract §1.4, §1.5). */
final class Segment {
    private Segment() {}

    /** Not percent-decoded, but XML-escaped: what holds such characters never matches. */
    static String identifier(String raw) {
        return Replies.escaped(raw);
    }

    /** Scans and reconstructions are decoded first. */
    static String decodedIdentifier(String raw) {
        try {
            return Replies.escaped(URLDecoder.decode(raw, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Replies.escaped(raw);
        }
    }

    /** A comma list; all but the last are trimmed. */
    static List<String> list(String identifiers) {
        String[] parts = identifiers.split(",", -1);
        List<String> values = new ArrayList<>();
        for (int index = 0; index < parts.length; index++) {
            values.add(index < parts.length - 1 ? parts[index].trim() : parts[index]);
        }
        return values;
    }

    static boolean isAll(String identifier) {
        return identifier.equals("*") || identifier.equals("ALL");
    }

    /** Whether a scan or reconstruction is meant by one of the values: by its id or by its type, blank as NULL. */
    static boolean matches(List<String> values, String id, String type) {
        for (String value : values) {
            String slashed = value.replace("[SLASH]", "/");
            boolean byType = value.equals("NULL")
                    ? type.isEmpty()
                    : slashed.replace("[COMMA]", ",").equals(type);
            if (slashed.equals(id) || byType) {
                return true;
            }
        }
        return false;
    }
}
