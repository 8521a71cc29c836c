package io.github.xnatpull.xnat.login;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the user said about credentials; never a secret itself.
 *
 * @param user the login name, where it is not found with the password
 * @param passwordCommand a command line that prints the password; words are split like a shell's, no shell runs
 * @param passwordFile a file that holds the password and nothing else
 * @param promptAllowed whether to ask at the terminal
 * @param insecureFilesAllowed whether secret files may be open to others
 */
public record CredentialSettings(
        Optional<String> user,
        Optional<String> passwordCommand,
        Optional<Path> passwordFile,
        boolean promptAllowed,
        boolean insecureFilesAllowed) {
    /** Nothing said: environment, netrc, prompt. */
    public static CredentialSettings none() {
        return new CredentialSettings(Optional.empty(), Optional.empty(), Optional.empty(), true, false);
    }
}
