package io.github.xnatpull.app;

/** What comes of something a user did: all that the command line prints of it, as text or, by {@link JsonText}, as JSON. */
public interface Result {
    /** What the process exits with. */
    int exitCode();
}
