package io.github.xnatpull.selection;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The filters of a selection whose values are names. What a user named and nothing answers to is reported by them. */
public enum Filter {
    SUBJECT("subject", "select.subjects.label.include", false),
    SESSION("session", "select.sessions.label.include", false),
    EXCLUDED_SESSION("session", "select.sessions.label.exclude", true),
    SESSION_TYPE("session type", "select.sessions.type", false),
    SCAN("scan", "select.scans.include", false),
    SCAN_TYPE("scan type", "select.scans.type.include", false),
    EXCLUDED_SCAN("scan", "select.scans.exclude", true),
    EXCLUDED_SCAN_TYPE("scan type", "select.scans.type.exclude", true),
    SCAN_QUALITY("scan quality", "select.scans.quality", false),
    RESOURCE("resource", "select.resources.include", false),
    EXCLUDED_RESOURCE("resource", "select.resources.exclude", true),
    ASSESSOR("assessor", "select.assessors.include", false),
    ASSESSOR_RESOURCE("resource", "select.assessors.resources", false),
    FILE("file", "select.files", false);

    private static final Set<String> QUALITIES = Set.of("usable", "questionable", "unusable");

    /** The imaging sessions of XNAT's own schema, by their short names; sites may use few of them. */
    private static final Set<String> SESSION_TYPES = Set.of(
            "cr",
            "ct",
            "dx",
            "dx3dcraniofacial",
            "ecg",
            "eeg",
            "eps",
            "es",
            "esv",
            "gm",
            "gmv",
            "hd",
            "image",
            "io",
            "meg",
            "mg",
            "mr",
            "nm",
            "op",
            "opt",
            "otherdicom",
            "pet",
            "petmr",
            "rf",
            "rt",
            "sm",
            "sr",
            "us",
            "voiceaudio",
            "xa",
            "xa3d",
            "xc",
            "xcv");

    private static final String SCHEMA = "xnat:";

    private final String noun;
    private final String key;
    private final boolean excluding;

    Filter(String noun, String key, boolean excluding) {
        this.noun = noun;
        this.key = key;
        this.excluding = excluding;
    }

    /** What its values name. */
    public String noun() {
        return noun;
    }

    /** Its key in job files. */
    public String key() {
        return key;
    }

    /** Whether its values name what is left out. */
    public boolean isExcluding() {
        return excluding;
    }

    /** Whether a value is a word that every XNAT knows, and that may match nothing in a project. */
    boolean isStandardWord(String value) {
        return switch (this) {
            case SCAN_QUALITY -> QUALITIES.contains(value);
            case SESSION_TYPE ->
                value.indexOf(':') < 0
                        ? SESSION_TYPES.contains(SessionFilter.typeSpelling(value))
                        : value.startsWith(SCHEMA)
                                && value.endsWith(SessionFilter.SUFFIX)
                                && SESSION_TYPES.contains(SessionFilter.typeSpelling(value.substring(SCHEMA.length())));
            default -> false;
        };
    }

    /** What marks a value of this filter among all that is named. */
    public String mark(String value) {
        return name() + ":" + value;
    }

    /** The filter that made a mark; empty where a row of a list did. */
    static Optional<Filter> ofMark(String mark) {
        String name = mark.substring(0, Math.max(0, mark.indexOf(':')));
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }
}
