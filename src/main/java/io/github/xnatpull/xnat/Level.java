package io.github.xnatpull.xnat;

import java.util.Locale;

/** Where in XNAT's tree a resource hangs. */
public enum Level {
    PROJECT,
    SUBJECT,
    SESSION,
    SCAN,
    RECONSTRUCTION,
    ASSESSOR;

    /** The word in flags, job files and the manifest. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
