package io.github.xnatpull.support;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The user's home directory: where {@code HOME} says, as for every other tool, else where the password database says.
 * There is none for a user id without an entry and without {@code HOME}, as in many containers.
 *
 * @param directory absolute; empty where there is none
 */
public record Home(Optional<Path> directory) {
    /** Why there is none, as half a sentence. */
    public static final String NONE = "this user has no home directory: HOME is not set to an absolute path, and the"
            + " password database has no entry either";

    /** The home in this environment. */
    public static Home of(Map<String, String> environment) {
        // Java takes the latter from the password database, and makes it "?" where that has no entry.
        return new Home(
                absolute(environment.getOrDefault("HOME", "")).or(() -> absolute(System.getProperty("user.home", ""))));
    }

    /** A home that is known. */
    public static Home at(Path directory) {
        return new Home(Optional.of(directory));
    }

    private static Optional<Path> absolute(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
