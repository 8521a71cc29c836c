package io.github.xnatpull.request;

import io.github.xnatpull.layout.Layout;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.support.Bandwidth;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Durations;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What a setting may hold. Values travel as text, as written; a kind knows which texts it takes. */
enum SettingKind {
    TEXT("a text", "TEXT", SettingKind::anything),
    /** Names, globs and expressions; what they mean the selection decides. */
    PATTERNS("a text or a list of texts", "PATTERN", SettingKind::anything),
    WORD("one of some words", "WORD", SettingKind::anything),
    WORDS("one or more of some words", "WORD[,WORD]", SettingKind::anything),
    JOB_NAME(
            "a name",
            "NAME",
            text -> matching(
                    text,
                    "[A-Za-z0-9][A-Za-z0-9._-]{0,59}",
                    "a name of letters, digits, '.', '-' and '_', at most 60")),
    NUMBER("a whole number", "N", text -> matching(text, "[0-9]{1,9}", "a whole number")),
    YES_NO("true or false", "", text -> matching(text, "true|false", "true or false")),
    DATE("a date", "DATE", SettingKind::date),
    TIME("a time of day", "HH:MM", SettingKind::time),
    DURATION("a length of time", "TIME", Durations::parse),
    SIZE("a number of bytes", "SIZE", ByteSize::parse),
    FAILURES(
            "a number or a percentage",
            "N|P%",
            text -> matching(text, "[1-9][0-9]{0,8}|([1-9][0-9]?|100)%", "a number of failures, or a percentage")),
    SHARE("a percentage", "P%", text -> matching(text, "(100|[1-9]?[0-9])%", "a percentage from 0% to 100%")),
    BANDWIDTH("a rate or a timetable", "RATE", Bandwidth::parse),
    ADDRESS("an address", "URL", SettingKind::address),
    PROXY("an address of a proxy", "HOST:PORT", SettingKind::proxy),
    FILE("a path", "PATH", SettingKind::anything),
    /** A path, or {@code -} for standard input. */
    LIST_FILE("a path", "FILE|-", SettingKind::anything),
    /** A path, or a JDBC URL. */
    STATE("a path or JDBC URL", "DIR|JDBC-URL", SettingKind::anything),
    LAYOUT("a preset or a template", "NAME|TEMPLATE", SettingKind::anything);

    static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT);

    private final String expected;
    private final String placeholder;
    private final Consumer<String> check;

    SettingKind(String expected, String placeholder, Consumer<String> check) {
        this.expected = expected;
        this.placeholder = placeholder;
        this.check = check;
    }

    /** What it takes, in words. */
    String expected() {
        return expected;
    }

    /** What stands for a value in help texts. */
    String placeholder() {
        return placeholder;
    }

    /** Whether it takes more than one value. */
    boolean isList() {
        return this == PATTERNS || this == WORDS;
    }

    /** Whether a relative value is one of the file system. */
    boolean isPath() {
        return this == FILE || this == LIST_FILE || this == STATE;
    }

    /** Whether a value holds what must not be written down: an address with a user or a password. */
    boolean holdsSecret(String text) {
        return (this == ADDRESS || this == PROXY) && text.contains("@");
    }

    /** What is wrong with a value, as half a sentence; empty where nothing is. */
    Optional<String> problem(String text) {
        if (text.isBlank()) {
            return Optional.of("it is blank");
        }
        if (holdsSecret(text)) {
            return Optional.of("it holds a user or a password, which do not belong in an address");
        }
        try {
            check.accept(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads what only its reader can tell to be wrong: expressions, templates.
     *
     * @throws io.github.xnatpull.fault.Fault that says what is wrong with it
     */
    void requireReadable(String text) {
        if (this == PATTERNS) {
            Selector.requireReadable(text);
        } else if (this == LAYOUT) {
            Layout.of(text, false, false);
        }
    }

    private static void anything(String text) {}

    private static void matching(String text, String pattern, String what) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException("'" + text + "' is not " + what);
        }
    }

    private static void date(String text) {
        try {
            LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no date; write for example 2026-01-31", e);
        }
    }

    private static void time(String text) {
        try {
            LocalTime.parse(text, TIME_OF_DAY);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no time of day; write for example 06:00", e);
        }
    }

    /** The address is not repeated: it may hold a password. */
    private static void address(String text) {
        try {
            URI uri = new URI(withScheme(text));
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!http || uri.getHost() == null) {
                throw new IllegalArgumentException(
                        "it is no http or https address; write for example https://xnat.example.org");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is no address; write for example https://xnat.example.org", e);
        }
    }

    /** Not repeated either. */
    private static void proxy(String text) {
        try {
            URI uri = new URI(text.contains("://") ? text.strip() : "http://" + text.strip());
            boolean http = "http".equalsIgnoreCase(uri.getScheme());
            if (!http || uri.getHost() == null) {
                throw new IllegalArgumentException("it is no proxy; write for example proxy.example.org:3128");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is no proxy; write for example proxy.example.org:3128", e);
        }
    }

    /** An address as people type it: without a scheme it is https, and slashes at its end do not count. */
    static String withScheme(String text) {
        String bare = text.strip().replaceAll("/+$", "");
        return bare.contains("://") ? bare : "https://" + bare;
    }
}
