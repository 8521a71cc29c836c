package io.github.xnatpull.xnat.rest;

import java.util.Map;
import java.util.OptionalLong;

/** A row of a listing, whose cells are all text (contract §2.2). What is missing or null reads as blank. */
record Row(Map<String, String> cells) {
    String text(String key) {
        return cells.getOrDefault(key, "");
    }

    /** The first of these cells that is not blank. */
    String firstOf(String... keys) {
        for (String key : keys) {
            if (!text(key).isEmpty()) {
                return text(key);
            }
        }
        return "";
    }

    /** A count or size; empty where the server knows none. */
    OptionalLong number(String key) {
        String text = text(key).trim();
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
