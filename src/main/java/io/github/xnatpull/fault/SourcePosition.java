package io.github.xnatpull.fault;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a file.
 *
 * @param line from 1
 * @param column from 1
 */
public record SourcePosition(String file, int line, int column) {
    private static final Pattern WRITTEN = Pattern.compile("(?s)(.+):([0-9]{1,9}):([0-9]{1,9})");

    /** The place that a text of the form {@code file:line:column} names. */
    public static Optional<SourcePosition> of(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.of(new SourcePosition(
                        written.group(1), Integer.parseInt(written.group(2)), Integer.parseInt(written.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
