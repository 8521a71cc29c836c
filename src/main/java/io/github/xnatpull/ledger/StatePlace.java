package io.github.xnatpull.ledger;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.Disk;
import io.github.xnatpull.support.StorageCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the state of a destination is: in {@code .xnatpull/state}, or in the directory that the user once named with
 * {@code --state}. That one is remembered in {@code .xnatpull/state.location}, so that every later command finds it.
 */
public final class StatePlace {
    private static final String LOCATION = "state.location";
    private static final String OWNER = "destination";

    private final Destination destination;
    private final Path directory;
    private final boolean named;

    private StatePlace(Destination destination, Path directory, boolean named) {
        this.destination = destination;
        this.directory = directory;
        this.named = named;
    }

    /** The place that the destination remembers, else its own. */
    public static StatePlace of(Destination destination) {
        return of(destination, Optional.empty());
    }

    /**
     * The place that the user names, else the one that the destination remembers, else its own.
     *
     * @param asked an absolute directory
     * @throws Fault {@code CONFIG_INVALID} for a place that cannot be, or that would leave a state behind
     */
    public static StatePlace of(Destination destination, Optional<String> asked) {
        StatePlace known = new StatePlace(destination, remembered(destination), false);
        if (asked.isEmpty()) {
            return known;
        }
        if (asked.get().startsWith("jdbc:")) {
            throw cannot(
                    asked.get().replaceAll("[?].*", ""),
                    "this version keeps its state in a directory only",
                    "Name a directory on a local disk.");
        }
        StatePlace wanted = new StatePlace(
                destination, Path.of(asked.get()).toAbsolutePath().normalize(), true);
        if (!wanted.directory.equals(known.directory) && known.exists()) {
            throw cannot(
                    wanted.directory.toString(),
                    "the state of this destination is in " + known.directory,
                    "Leave --state out; or move that directory to the new place first.");
        }
        wanted.refuseIfOfAnother();
        return wanted;
    }

    /** The same place as the destination knows it by now. */
    public StatePlace lookedUpAgain() {
        return of(destination, named ? Optional.of(directory.toString()) : Optional.empty());
    }

    private void refuseIfOfAnother() {
        Optional<Destination> owner = path(directory.resolve(OWNER)).map(Destination::new);
        boolean taken = owner.filter(
                        other -> !other.equals(destination) && remembered(other).equals(directory))
                .isPresent();
        if (taken) {
            throw cannot(
                    directory.toString(),
                    "it holds the state of the destination " + owner.get().root(),
                    "Name a directory of its own for each destination.");
        }
    }

    private static Path own(Destination destination) {
        return destination.home().resolve("state");
    }

    private static Path remembered(Destination destination) {
        return path(destination.home().resolve(LOCATION)).orElse(own(destination));
    }

    /** The full path that a file holds. */
    private static Optional<Path> path(Path file) {
        Optional<String> text = read(file);
        try {
            if (text.map(Path::of).filter(path -> !path.isAbsolute()).isEmpty()) {
                return text.map(Path::of);
            }
        } catch (InvalidPathException e) {
            // Told below.
        }
        throw Fault.fault(FaultCode.STATE_UNREADABLE)
                .trying("read " + file)
                .meaning("Nothing was changed, and nothing that landed is lost")
                .advice(
                        "Write the full path into it again, or delete it and name the directory of the state with --state DIR.")
                .because("it is damaged: it holds no full path");
    }

    private static Optional<String> read(Path file) {
        try {
            // The one line end is ours; blanks may be the path's own.
            return Optional.of(Files.readString(file).replaceFirst("\\R\\z", ""))
                    .filter(text -> !text.isBlank());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (StorageCheck.isBelowFile(file)) {
                return Optional.empty(); // whoever wants to make something there will say so better
            }
            throw LocalFaults.of("read " + file, e);
        }
    }

    public Destination destination() {
        return destination;
    }

    public Path directory() {
        return directory;
    }

    /** Whether it is not below the destination's own directory. */
    public boolean isElsewhere() {
        return !directory.equals(own(destination));
    }

    /** Whether anything of a state is there, whole or not. */
    public boolean exists() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith("xnatpull."));
        } catch (NoSuchFileException | java.nio.file.NotDirectoryException e) {
            return false;
        } catch (IOException e) {
            throw LocalFaults.of("look for the state in " + directory, e);
        }
    }

    /**
     * Refuses to begin anew where the state that the destination remembers has gone: its disk may only not be mounted.
     *
     * @throws Fault {@code STATE_UNREADABLE}
     */
    public void requireNotLost() {
        if (isElsewhere() && !named && !exists()) {
            throw Fault.fault(FaultCode.STATE_UNREADABLE)
                    .trying("open the state of " + destination.root())
                    .meaning("Nothing was changed, and nothing that landed is lost")
                    .advice("Make that directory available again. If it is lost, run 'xnatpull runs rebuild --dest "
                            + destination.root()
                            + "' to make the state anew from the receipts and the files, or name a place with --state DIR to begin with an"
                            + " empty one.")
                    .because("it was kept in " + directory + " and is not there");
        }
    }

    /** Makes the directory, readable by its owner only. */
    public void create() {
        create(directory);
    }

    /** Makes a directory for a state, readable by its owner only. */
    public static void create(Path directory) {
        try {
            Files.createDirectories(Disk.parent(directory));
            Destination.makePrivate(directory);
        } catch (IOException e) {
            throw LocalFaults.of("make the state directory " + directory, directory, e);
        }
    }

    /** Notes at the destination where its state is, and there whose it is. To be called once the state is there. */
    public void remember() {
        if (!isElsewhere() && !Files.exists(destination.home().resolve(LOCATION))) {
            return;
        }
        try {
            write(destination.home().resolve(LOCATION), directory.toString());
            if (isElsewhere()) {
                write(directory.resolve(OWNER), destination.root().toString());
            }
        } catch (IOException e) {
            throw LocalFaults.of("note in " + destination.home() + " where the state is", destination.home(), e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        if (read(file).filter(text::equals).isPresent()) {
            return;
        }
        AtomicFile.replace(file, text + "\n");
    }

    private static Fault cannot(String place, String because, String advice) {
        return Fault.fault(FaultCode.CONFIG_INVALID)
                .trying("keep the state in " + place)
                .meaning("Nothing was changed")
                .advice(advice)
                .because(because);
    }
}
