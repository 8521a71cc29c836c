package io.github.xnatpull.storage;

import io.github.xnatpull.layout.PortableNames;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.support.Disk;
import io.github.xnatpull.support.FailPoint;
import io.github.xnatpull.support.SafePath;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Moves proven files from staging into place: all in one rename where nothing is there yet, else one by one, and never over
 * a file that is not ours. What it has moved survives a power cut.
 */
public final class Placement {

    private final Destination destination;
    private final Forcer forcer;
    /** Directories that are made and whose names are not on the disk yet. */
    private final Set<Path> unforced = ConcurrentHashMap.newKeySet();

    public Placement(Destination destination, Forcer forcer) {
        this.destination = destination;
        this.forcer = forcer;
    }

    /**
     * A file to move.
     *
     * @param place its path below the folder
     * @param replace whether the file that is there is ours and may go
     */
    public record Move(String place, boolean replace) {}

    /**
     * Forces staged files to disk. Nothing may move before. The directories in which they are staged are forced too where
     * they are about to be the resource's own; files that are moved one by one get their names in other directories, which
     * are forced after that.
     */
    public void force(Staging staging, String folder, List<Move> moves) throws IOException {
        FailPoint.hit("beforeFsync");
        List<Path> paths = new ArrayList<>(
                moves.stream().map(move -> staging.path(move.place())).toList());
        boolean whole = isWhole(staging, moves) && isVacant(folder);
        if (whole) {
            paths.addAll(staging.directories());
        }
        forcer.force(paths);
        if (whole) {
            staging.forced();
        }
    }

    private static boolean isWhole(Staging staging, List<Move> moves) {
        return moves.size() == staging.count() && moves.stream().noneMatch(Move::replace);
    }

    /**
     * The first thing on the way to a folder that is no real directory, or the destination's root where the way is free.
     */
    public Path obstacle(String folder) throws IOException {
        return SafePath.firstObstacle(destination.root(), destination.folder(folder));
    }

    /** Whether nothing is in the folder yet. */
    public boolean isVacant(String folder) throws IOException {
        Path target = destination.folder(folder);
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        }
        try (Stream<Path> children = Files.list(target)) {
            return children.findAny().isEmpty();
        }
    }

    /**
     * Moves forced files into place.
     *
     * @return the places where something of somebody else is in the way; those files were not moved
     */
    public Set<String> place(Staging staging, String folder, List<Move> moves) throws IOException {
        destination.requirePresent();
        Path target = destination.folder(folder);
        if (isWhole(staging, moves) && isVacant(folder) && moveWhole(staging, target)) {
            return Set.of();
        }
        return moveEach(staging, target, moves);
    }

    private boolean moveWhole(Staging staging, Path target) throws IOException {
        if (!staging.isForced()) { // somebody has cleared the place after our look
            forcer.force(List.copyOf(staging.directories()));
        }
        Path parent = Disk.parent(target);
        makeDirectories(parent);
        try {
            Files.move(staging.root(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            // Somebody was quicker, or a quota lies between: file by file decides it.
            return false;
        } catch (FileSystemException e) {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && Files.exists(staging.root())) {
                return false;
            }
            throw e;
        }
        Disk.force(parent);
        FailPoint.hit("afterMove");
        return true;
    }

    private Set<String> moveEach(Staging staging, Path target, List<Move> moves) throws IOException {
        Set<String> inTheWay = new LinkedHashSet<>();
        Set<Path> touched = new HashSet<>();
        for (Move move : moves) {
            Path place = SafePath.below(target, move.place());
            Path directory = Disk.parent(place);
            if (!touched.contains(directory) && !isUsable(directory)) {
                inTheWay.add(move.place());
                continue;
            }
            touched.add(directory);
            if (!moveOne(staging, staging.path(move.place()), place, move.replace())) {
                inTheWay.add(move.place());
            }
            FailPoint.hit("midPlace");
        }
        forcer.force(new ArrayList<>(touched));
        FailPoint.hit("afterMove");
        return inTheWay;
    }

    private boolean isUsable(Path directory) throws IOException {
        if (!SafePath.firstObstacle(destination.root(), directory).equals(destination.root())) {
            return false;
        }
        try {
            makeDirectories(directory);
            return true;
        } catch (FileAlreadyExistsException | NotDirectoryException e) {
            return false;
        }
    }

    private static boolean moveOne(Staging staging, Path staged, Path place, boolean replace) throws IOException {
        try {
            return moveHere(staged, place, replace);
        } catch (AtomicMoveNotSupportedException e) {
            Path copy = copyBeside(staging, staged, place);
            try {
                return moveHere(copy, place, replace);
            } finally {
                Files.deleteIfExists(copy);
            }
        }
    }

    private static boolean moveHere(Path staged, Path place, boolean replace) throws IOException {
        if (replace && !Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
        try {
            claim(staged, place);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** A quota or a bind mount lies between, though the file store looks the same: only a copy gets across. */
    static Path copyBeside(Staging staging, Path staged, Path place) throws IOException {
        Path copy = place.resolveSibling(".xnatpull-" + PortableNames.hash(place.toString()));
        staging.note(copy);
        Files.copy(staged, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Disk.force(copy);
        return copy;
    }

    /** A second name for the file, made only where the name is free; where there are no links, an empty file holds it. */
    private static void claim(Path staged, Path place) throws IOException {
        if (isLinked(staged, place)) {
            Files.delete(staged);
            return;
        }
        Files.createFile(place);
        try {
            Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(place);
            throw e;
        }
    }

    private static boolean isLinked(Path staged, Path place) throws IOException {
        try {
            Files.createLink(place, staged);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // exFAT and many network shares know no links.
            return false;
        }
    }

    /**
     * Makes a directory and what is missing above it, each name forced into its parent: also those that another transfer
     * has made a moment ago and has not forced yet, since our files are to be found below them.
     */
    private void makeDirectories(Path directory) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path path = directory; !path.equals(destination.root()); path = Disk.parent(path)) {
            // In this order: who makes one says so before it is there.
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || unforced.contains(path)) {
                missing.add(0, path);
            }
        }
        for (Path path : missing) {
            unforced.add(path);
            try {
                Files.createDirectory(path);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    unforced.remove(path);
                    throw e;
                }
            }
        }
        forcer.force(missing.stream().map(Disk::parent).distinct().toList());
        missing.forEach(unforced::remove);
    }
}
