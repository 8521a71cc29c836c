package io.github.xnatpull.storage;

import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.support.Disk;
import io.github.xnatpull.support.SafePath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the files of one resource wait for their proof: a directory laid out as the resource's folder will be, on the same
 * file store, so that one rename can put it into place. Closing it deletes what is left. Used by one thread.
 */
public final class Staging implements AutoCloseable {

    private static final String FILES = "files";
    private static final String BESIDE = "beside";
    /** What the name of a partial file's sidecar adds to the file's own. */
    public static final String SIDECAR = ".csv";

    /** How long a partial file waits for the run that goes on with it. */
    private static final Duration PARTIAL_KEEPS = Duration.ofDays(14);

    private static final int SETGID = 02000;

    private final Path own;
    private final Path files;
    private final Set<Path> directories = new HashSet<>();
    private int count;
    private boolean forced;

    private Staging(Path own, Path files) {
        this.own = own;
        this.files = files;
        directories.add(files);
    }

    /**
     * Opens a staging directory for a folder of the destination. It is beside the folder where that is on another file
     * store, and bears its group.
     */
    public static Staging open(Destination destination, String folder) throws IOException {
        Path nearest = nearest(destination, destination.folder(folder));
        Path own = unique(destination);
        Path files = own.resolve(FILES);
        if (!sameStore(own, nearest)) {
            Path beside = nearest.resolve(".xnatpull-" + own.getFileName());
            note(own, beside);
            Files.createDirectory(beside, Disk.privateDirectory(beside));
            files = beside.resolve(FILES);
        }
        Files.createDirectory(files);
        inheritGroup(nearest, files);
        return new Staging(own, files);
    }

    /** Whether the destination's own directory takes a file now. */
    public static boolean isUsable(Destination destination) {
        try {
            Path tried =
                    Files.createTempFile(destination.staging(), "t", null, Disk.privateFile(destination.staging()));
            try {
                Files.write(tried, new byte[] {1});
            } finally {
                Files.delete(tried);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a folder of the destination is, or will be, on the same file store as the destination's own directory. */
    public static boolean isOnSameStore(Destination destination, String folder) throws IOException {
        return sameStore(destination.staging(), nearest(destination, destination.folder(folder)));
    }

    /**
     * Looks whether something can be made in a folder, or in the nearest one above it: before anything is fetched for it.
     *
     * @throws IOException the system's reason why not
     */
    public static void requireWritable(Destination destination, String folder) throws IOException {
        Path nearest = nearest(destination, destination.folder(folder));
        if (Files.isDirectory(nearest, LinkOption.NOFOLLOW_LINKS) && !Files.isWritable(nearest)) {
            // Network file stores may answer that wrongly: only trying it decides.
            Files.delete(Files.createTempDirectory(nearest, ".xnatpull-"));
        }
    }

    private static Path unique(Destination destination) throws IOException {
        try {
            return Files.createTempDirectory(destination.staging(), "r", Disk.privateDirectory(destination.root()));
        } catch (NoSuchFileException e) {
            makeStaging(destination);
            return Files.createTempDirectory(destination.staging(), "r", Disk.privateDirectory(destination.root()));
        }
    }

    /** The nearest directory at or above the path that is there already. */
    private static Path nearest(Destination destination, Path path) {
        Path current = path;
        while (!current.equals(destination.root()) && !Files.exists(current, LinkOption.NOFOLLOW_LINKS)) {
            current = Disk.parent(current);
        }
        return current;
    }

    /** Makes the directories that staging needs; the destination's own one must be there. */
    static void makeStaging(Destination destination) throws IOException {
        make(destination.staging());
        make(destination.partials());
    }

    private static void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, Disk.privateDirectory(directory));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /** What a directory made in place would have had from its parent (B-65); below it the system does the same by itself. */
    private static void inheritGroup(Path parent, Path child) throws IOException {
        if (!Disk.isPosix(parent)) {
            return;
        }
        int mode = (int) Files.getAttribute(parent, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & SETGID) == 0) {
            return;
        }
        try {
            Files.setAttribute(child, "unix:gid", Files.getAttribute(parent, "unix:gid"));
            if (Files.isDirectory(child)) {
                int own = (int) Files.getAttribute(child, "unix:mode");
                Files.setAttribute(child, "unix:mode", own & 07777 | SETGID);
            }
        } catch (java.nio.file.FileSystemException e) {
            // Only a member of the group, or root, may give it; without, the files still are ours to read.
        }
    }

    private static boolean sameStore(Path one, Path other) throws IOException {
        return Disk.isPosix(one)
                ? Files.getAttribute(one, "unix:dev").equals(Files.getAttribute(other, "unix:dev"))
                : Files.getFileStore(one).equals(Files.getFileStore(other));
    }

    /** The directory that stands for the resource's folder. */
    public Path root() {
        return files;
    }

    /** Creates a file at its place; fails where there is one already. */
    public FileChannel create(String place) throws IOException {
        Path file = prepare(place);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        count++;
        return channel;
    }

    /** Takes a file that was finished elsewhere on the same file store. */
    public void adopt(Path finished, String place) throws IOException {
        Path file = prepare(place);
        Files.move(finished, file);
        inheritGroup(Disk.parent(file), file);
        count++;
    }

    /** Gives a file that stays where it is a second name here; moves it where there are no links. */
    public void share(Path kept, String place) throws IOException {
        Path file = prepare(place);
        try {
            Files.createLink(file, kept);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            Files.move(kept, file);
        }
        inheritGroup(Disk.parent(file), file);
        count++;
    }

    /** Notes a path outside staging that is about to be made and is not to stay: after a kill it is swept too. */
    void note(Path beside) throws IOException {
        note(own, beside);
    }

    private static void note(Path own, Path beside) throws IOException {
        Files.writeString(
                own.resolve(BESIDE),
                beside + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** The path of a file that somebody else is about to create; {@link #reserved} when it is whole. */
    public Path reserve(String place) throws IOException {
        return prepare(place);
    }

    /** A file whose place was reserved is there now. */
    public void reserved() {
        count++;
    }

    private Path prepare(String place) throws IOException {
        Path file = path(place);
        Path directory = Disk.parent(file);
        if (!directories.contains(directory)) {
            Files.createDirectories(directory);
            for (Path made = directory; directories.add(made); made = Disk.parent(made)) {}
        }
        return file;
    }

    /** Where a file is, or would be. */
    public Path path(String place) {
        return SafePath.below(files, place);
    }

    /** Deletes a file that proved wrong. */
    public void drop(String place) throws IOException {
        if (Files.deleteIfExists(path(place))) {
            count--;
        }
    }

    /** How many files wait here. */
    int count() {
        return count;
    }

    /** Every directory made here. */
    Set<Path> directories() {
        return Set.copyOf(directories);
    }

    /** The directories are on the disk as they are now. */
    void forced() {
        forced = true;
    }

    boolean isForced() {
        return forced;
    }

    @Override
    public void close() throws IOException {
        if (!files.startsWith(own)) {
            DirectoryTrees.delete(Disk.parent(files));
        }
        DirectoryTrees.delete(own);
    }

    /** Deletes what a dead run left, but for large partial files that have their sidecar and are not too old. */
    public static void sweep(Destination destination, Instant now) throws IOException {
        makeStaging(destination);
        sweepPartials(destination, now.minus(PARTIAL_KEEPS));
        CutResources.sweep(destination, now.minus(PARTIAL_KEEPS));
        for (Path child : children(destination.staging())) {
            if (!child.equals(destination.partials()) && !child.equals(CutResources.directory(destination))) {
                sweepBeside(destination, child);
                DirectoryTrees.delete(child);
            }
        }
    }

    /**
     * A partial file without its sidecar cannot go on, a sidecar without its file says nothing; and a file that nobody
     * has asked for since takes the disk's room from those that are.
     */
    private static void sweepPartials(Destination destination, Instant oldest) throws IOException {
        for (Path child : children(destination.partials())) {
            String name = child.getFileName().toString();
            String other =
                    name.endsWith(SIDECAR) ? name.substring(0, name.length() - SIDECAR.length()) : name + SIDECAR;
            Path beside = child.resolveSibling(other);
            if (!Files.exists(beside) || isBefore(oldest, child) && isBefore(oldest, beside)) {
                Files.deleteIfExists(child);
            }
        }
    }

    static boolean isBefore(Instant oldest, Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isBefore(oldest);
    }

    private static void sweepBeside(Destination destination, Path staging) throws IOException {
        Path pointer = staging.resolve(BESIDE);
        if (Files.isRegularFile(pointer, LinkOption.NOFOLLOW_LINKS)) {
            for (String line : Files.readAllLines(pointer)) {
                Path beside = Path.of(line).normalize();
                boolean ours = beside.startsWith(destination.root())
                        && String.valueOf(beside.getFileName()).startsWith(".xnatpull-");
                if (ours) {
                    DirectoryTrees.delete(beside);
                }
            }
        }
    }

    static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }
}
