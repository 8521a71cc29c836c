package io.github.xnatpull.storage;

import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.KeptArchive;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.support.SafePath;
import io.github.xnatpull.support.StorageCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Compares what a receipt says with what is on disk. */
public final class FilesOnDisk {

    private FilesOnDisk() {}

    /** How closely to look. */
    public enum Look {
        /** Not at all: take the receipt's word, as long as it has no doubt. */
        NONE,
        /** One stat a file; a hash only where that leaves a doubt. */
        STAT,
        /** Hash every file. */
        HASH;

        /** How closely files of ours are looked at before they count as here. */
        public static Look of(TransferSettings.Existing existing) {
            return switch (existing) {
                case VERIFY, REPAIR, ADOPT -> STAT;
                case REHASH, REPLACE -> HASH;
                case KEEP -> NONE;
            };
        }
    }

    /** What became of a file of ours. */
    public enum State {
        /** As it landed. */
        HERE,
        /** Not there, or shorter: to be fetched again. */
        MISSING,
        /** Something else is there: edited since, or put in its place. */
        EDITED
    }

    /** Whether every file of the receipt is as it landed. */
    public static boolean all(Destination destination, Receipt receipt, Look look) throws IOException {
        if (look == Look.NONE) {
            return receipt.unpacked().stream().noneMatch(ReceiptFile::isDoubted)
                    && receipt.archive().filter(KeptArchive::isDoubted).isEmpty();
        }
        Optional<KeptArchive> archive = receipt.archive();
        if (archive.isPresent() && state(destination.folder(archive.get().path()), archive.get(), look) != State.HERE) {
            return false;
        }
        Path folder = destination.folder(receipt.folder());
        for (ReceiptFile file : receipt.unpacked()) {
            if (state(SafePath.below(folder, file.path()), file, look) != State.HERE) {
                return false;
            }
        }
        return true;
    }

    /** What became of one file. */
    public static State state(Path path, ReceiptFile file, Look look) throws IOException {
        return state(path, file.bytes(), file.md5(), file.modifiedMillis(), look);
    }

    /** What became of a kept archive. */
    public static State state(Path path, KeptArchive archive, Look look) throws IOException {
        return state(path, archive.bytes(), archive.md5(), archive.modifiedMillis(), look);
    }

    private static State state(Path path, long bytes, String md5, long modifiedMillis, Look look) throws IOException {
        if (look == Look.NONE) {
            return State.HERE;
        }
        Optional<Found> found = find(path);
        if (found.isEmpty()) {
            return State.MISSING;
        }
        if (!found.get().isFile() || found.get().bytes() > bytes) {
            return State.EDITED;
        }
        if (found.get().bytes() < bytes) {
            return State.MISSING;
        }
        boolean untouched = found.get().modifiedMillis() <= modifiedMillis;
        if (look == Look.STAT && untouched) {
            return State.HERE;
        }
        return md5(path).equals(md5) ? State.HERE : State.EDITED;
    }

    /**
     * What is at a path.
     *
     * @param isFile whether it is a regular file, or a link to one
     * @param modifiedMillis when it was modified, or the link made, whichever is later
     */
    public record Found(boolean isFile, long bytes, long modifiedMillis) {
        private static Found of(BasicFileAttributes attributes, long linkMillis) {
            return new Found(
                    attributes.isRegularFile(),
                    attributes.size(),
                    Math.max(linkMillis, attributes.lastModifiedTime().toMillis()));
        }
    }

    /** What is at a path; a link there is read through, as tools that keep content apart from its names leave them. */
    public static Optional<Found> find(Path path) throws IOException {
        Optional<BasicFileAttributes> own = attributes(path);
        if (own.isEmpty() || !own.get().isSymbolicLink()) {
            return own.map(attributes -> Found.of(attributes, Long.MIN_VALUE));
        }
        long linkMillis = own.get().lastModifiedTime().toMillis();
        try {
            return Optional.of(Found.of(Files.readAttributes(path, BasicFileAttributes.class), linkMillis));
        } catch (java.nio.file.FileSystemException e) {
            return Optional.of(Found.of(own.get(), linkMillis)); // it leads nowhere, or in a circle
        }
    }

    /** What is at a path itself, links not followed. */
    public static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (java.nio.file.FileSystemException e) {
            // A file where a directory should be: there is no such file either.
            if (StorageCheck.isBelowFile(path)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The MD5 of a file on disk, or of the one that a link leads to; lower-case hex. */
    public static String md5(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
