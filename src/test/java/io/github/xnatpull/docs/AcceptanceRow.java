package io.github.xnatpull.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A fault or bad input of the acceptance list, as {@code acceptance-rows.txt} declares it. */
record AcceptanceRow(String id, String fault, String remark) {
    private static final String ROWS = "/acceptance-rows.txt";

    static AcceptanceRow of(String line) {
        String[] cells = line.split("\\|", -1);
        return new AcceptanceRow(cells[0].trim(), cells[1].trim(), cells[2].trim());
    }

    static List<AcceptanceRow> all() throws IOException {
        try (InputStream in = AcceptanceRow.class.getResourceAsStream(ROWS)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(AcceptanceRow::of)
                    .toList();
        }
    }

    /** Whether its remark says why no test shows it. */
    boolean isExcused() {
        return isNotApplicable() || remark.startsWith("open:");
    }

    /** Whether the program has no such thing. */
    boolean isNotApplicable() {
        return remark.startsWith("not applicable:");
    }
}
