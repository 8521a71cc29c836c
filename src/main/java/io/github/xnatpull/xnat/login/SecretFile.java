package io.github.xnatpull.xnat.login;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A file that only its owner may read. A symbolic link counts for what it points at. */
final class SecretFile {
    private static final int LARGEST = 1 << 20;
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;
    private final String me;
    private final boolean insecureAllowed;

    SecretFile(Path file, String me, boolean insecureAllowed) {
        this.file = file;
        this.me = me;
        this.insecureAllowed = insecureAllowed;
    }

    /** The text in it, without any check but that it is a readable file. */
    String text() {
        try {
            Path target = file.toRealPath();
            if (!Files.isRegularFile(target)) {
                throw unsafe("it is no regular file", "Name a file that holds the secret and nothing else.");
            }
            if (Files.size(target) > LARGEST) {
                throw unsafe("it is too large to hold a secret", "Name a file that holds the secret and nothing else.");
            }
            String text = Files.readString(target, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw unsafe("it cannot be read: " + LocalFaults.words(e), "Check the path and its permissions.");
        }
    }

    /** Refuses a file that somebody else could have read or written. */
    void check() {
        if (insecureAllowed) {
            return;
        }
        try {
            Path target = file.toRealPath();
            String owner = Files.getOwner(target).getName();
            if (!owner.equals(me) && !owner.equals("root")) {
                throw unsafe("it belongs to " + owner + ", not to you", "Make a copy of your own: chmod 600 FILE.");
            }
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(target);
            if (!OWNERS.containsAll(mode)) {
                throw unsafe(
                        "others may use it (mode " + octal(mode) + ", " + PosixFilePermissions.toString(mode) + ")",
                        "Run: chmod 600 '" + target + "'");
            }
        } catch (UnsupportedOperationException e) {
            // No POSIX permissions on this file system: the owner is all that could be checked.
            return;
        } catch (IOException e) {
            throw unsafe("its permissions cannot be read: " + LocalFaults.words(e), "Check the path.");
        }
    }

    private static String octal(Set<PosixFilePermission> mode) {
        int bits = 0;
        for (PosixFilePermission permission : mode) {
            bits |= 0400 >> permission.ordinal();
        }
        return String.format(Locale.ROOT, "%04o", bits);
    }

    Fault unsafe(String because, String advice) {
        return Fault.fault(FaultCode.SECRET_FILE_UNSAFE)
                .trying("read the secret file " + file)
                .advice(advice)
                .because(because);
    }
}
