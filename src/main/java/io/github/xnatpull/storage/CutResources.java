package io.github.xnatpull.storage;

import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Where what came of resources waits that a run's end has cut: a directory each, in staging, whole or not there at all. */
public final class CutResources {
    /** Without it a directory means nothing. */
    public static final String LIST = "list.csv";

    private static final String NEXT = ".next";

    private CutResources() {}

    static Path directory(Destination destination) {
        return destination.staging().resolve("cut");
    }

    /** The directory of one resource, there or not. */
    public static Path of(Destination destination, String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return directory(destination).resolve(HexFormat.of().formatHex(digest, 0, 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A new directory, to be filled and then {@link #replace put in place}. */
    public static Path begin(Path directory) throws IOException {
        Path all = Disk.parent(directory);
        try {
            Files.createDirectory(all, Disk.privateDirectory(all));
        } catch (FileAlreadyExistsException e) {
            // An earlier one made it.
        }
        Path next = directory.resolveSibling(directory.getFileName() + NEXT);
        DirectoryTrees.delete(next);
        return Files.createDirectory(next, Disk.privateDirectory(next));
    }

    /** Puts the filled directory into the place of the one before. */
    public static void replace(Path directory, Path next) throws IOException {
        DirectoryTrees.delete(directory);
        Files.move(next, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    static void sweep(Destination destination, Instant oldest) throws IOException {
        Path all = directory(destination);
        if (!Files.isDirectory(all)) {
            return;
        }
        for (Path child : Staging.children(all)) {
            Path list = child.resolve(LIST);
            if (child.toString().endsWith(NEXT) || !Files.exists(list) || Staging.isBefore(oldest, list)) {
                DirectoryTrees.delete(child);
            }
        }
    }
}
