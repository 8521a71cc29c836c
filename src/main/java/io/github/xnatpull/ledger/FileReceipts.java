package io.github.xnatpull.ledger;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.support.Disk;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Receipts as small CSV files, {@code <destination>/.xnatpull/receipts/<session>/<resource>.csv}, readable by their owner
 * only: file names may identify people. Every change is a rename of a forced file, so a power cut leaves the old receipt or
 * the new one.
 */
public final class FileReceipts implements Receipts {

    private static final String PENDING = ".pending.csv";
    private static final String SETTLED = ".csv";
    private static final int READABLE_NAME = 80;

    private final Path home;
    private final RecheckMarks marks = new RecheckMarks();
    private final FaultNotes notes = new FaultNotes();

    /** @param destination the root of the data; {@code .xnatpull} must be there already */
    public FileReceipts(Path destination) {
        this.home = destination.resolve(".xnatpull").resolve("receipts");
    }

    @Override
    public Optional<Receipt> settled(ResourceKey key) {
        return read(path(key, SETTLED));
    }

    @Override
    public Optional<Receipt> pending(ResourceKey key) {
        return read(path(key, PENDING));
    }

    @Override
    public void intend(Receipt receipt) {
        Path target = path(receipt.key(), PENDING);
        Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
        try {
            makeDirectory(Disk.parent(target));
            write(receipt, temporary);
            if (Files.exists(path(receipt.key(), SETTLED))) {
                // The renaming that settled it was not forced (see makeSettled), and no name may be given again before.
                Disk.force(Disk.parent(target));
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            Disk.force(Disk.parent(target));
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    @Override
    public void settle(ResourceKey key, String receiptId) {
        Path pending = path(key, PENDING);
        if (!receiptId.isEmpty() && idOf(pending).filter(receiptId::equals).isPresent()) {
            makeSettled(key);
        }
        // The resource was compared with its listing.
        marks.clear(file(key));
    }

    @Override
    public List<FaultNote> notes(ResourceKey key) {
        return notes.read(file(key));
    }

    @Override
    public void note(ResourceKey key, List<FaultNote> found) {
        notes.write(file(key), found);
    }

    /**
     * Replaces a receipt by one of the same id that says more of what is on the disk by now.
     *
     * @throws Fault where it cannot be written; the one that was there stays
     */
    public void amend(Receipt receipt) {
        for (Path target : List.of(path(receipt.key(), SETTLED), path(receipt.key(), PENDING))) {
            if (idOf(target).filter(receipt.id()::equals).isPresent()) {
                Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
                try {
                    write(receipt, temporary);
                    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                    Disk.force(Disk.parent(target));
                } catch (IOException e) {
                    throw unwritable(target, e);
                }
                return;
            }
        }
    }

    /**
     * Notes that the server was found to list other files than this receipt: the next pull compares the resource with its
     * listing, whatever counts and sizes say. {@link #settle} takes the note away.
     */
    public void suspect(ResourceKey key, String receiptId, Instant when) {
        try {
            marks.write(file(key), receiptId, when);
        } catch (IOException e) {
            throw unwritable(file(key), e);
        }
    }

    /** Whether the server was found to list other files than this receipt, and no pull has compared them since. */
    public boolean isSuspected(ResourceKey key, String receiptId) {
        return marks.isAbout(file(key), receiptId);
    }

    /**
     * Renames a pending receipt. The new name is not forced to the disk: this is done only after the ledger row that names
     * the receipt is on the disk, and a pending receipt that a row names counts as settled wherever receipts are looked up
     * ({@link #recorded}, {@link #held}). So a power cut that takes the rename back takes nothing away, and the next
     * receipt of the session forces the folder in any case.
     */
    private void makeSettled(ResourceKey key) {
        Path target = path(key, SETTLED);
        try {
            Files.move(path(key, PENDING), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    @Override
    public Held held(ResourceKey key, String receiptId, Consumer<Fault> damaged) {
        Path settledPath = path(key, SETTLED);
        Path aside = home.resolveSibling("damaged-receipts")
                .resolve(String.valueOf(Disk.parent(settledPath).getFileName()))
                .resolve(String.valueOf(settledPath.getFileName()));
        Optional<Receipt> settled = readOrMoveAside(settledPath, aside, damaged);
        Optional<Receipt> pending = readOrMoveAside(path(key, PENDING), aside, damaged);
        // Remembered beyond a kill: until a new receipt is settled, nothing else says that files here were ours.
        boolean isDamaged = settled.isEmpty() && Files.exists(aside);
        boolean late = !receiptId.isEmpty()
                && settled.filter(receipt -> receipt.id().equals(receiptId)).isEmpty()
                && pending.filter(receipt -> receipt.id().equals(receiptId)).isPresent();
        if (late) {
            makeSettled(key);
            return new Held(pending, Optional.empty(), isDamaged);
        }
        return new Held(settled, pending, isDamaged);
    }

    private Optional<Receipt> readOrMoveAside(Path file, Path aside, Consumer<Fault> damaged) {
        try {
            return read(file);
        } catch (Fault fault) {
            if (fault.code() != FaultCode.STATE_UNREADABLE || !Files.isRegularFile(file)) {
                throw fault;
            }
            moveAside(file, aside);
            damaged.accept(fault);
            return Optional.empty();
        }
    }

    private void moveAside(Path file, Path aside) {
        try {
            Path session = Disk.parent(aside);
            makeDirectoryHere(Disk.parent(session));
            makeDirectoryHere(session);
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            Disk.force(session);
            Disk.force(Disk.parent(file));
        } catch (IOException e) {
            throw unwritable(aside, e);
        }
    }

    /**
     * Reads every settled receipt of the destination, one at a time, to make the ledger anew.
     *
     * @param damaged is told of each that cannot be read, and why
     * @throws Fault {@code STATE_NEWER} for one that a newer version wrote
     */
    public void all(Consumer<Receipt> each, BiConsumer<Path, Fault> damaged) {
        all(false, each, damaged);
    }

    /** Reads every pending receipt in the same way. */
    public void allPending(Consumer<Receipt> each, BiConsumer<Path, Fault> damaged) {
        all(true, each, damaged);
    }

    /** Whether anything is known of what landed, or was to land, here. */
    public boolean isAny() {
        return children(home).stream()
                .flatMap(session -> children(session).stream())
                .anyMatch(file -> file.toString().endsWith(SETTLED));
    }

    private void all(boolean pending, Consumer<Receipt> each, BiConsumer<Path, Fault> damaged) {
        for (Path session : children(home)) {
            for (Path file : children(session)) {
                String name = file.getFileName().toString();
                if (name.endsWith(SETTLED) && name.endsWith(PENDING) == pending) {
                    try {
                        read(file).ifPresent(each);
                    } catch (Fault fault) {
                        if (fault.code() == FaultCode.STATE_NEWER) {
                            throw fault; // it is whole: a ledger without it would take its files for somebody else's
                        }
                        damaged.accept(file, fault);
                    }
                }
            }
        }
    }

    /** Passes on the receipts of each folder, sorted; holds those of one folder at a time. */
    void folders(Consumer<List<Path>> each) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(home)) {
            for (Path folder : folders) {
                each.accept(children(folder).stream()
                        .filter(file -> file.toString().endsWith(SETTLED))
                        .toList());
            }
        } catch (NoSuchFileException | java.nio.file.NotDirectoryException e) {
            // No run has come so far as to make it.
            return;
        } catch (IOException e) {
            throw unreadable(home, e);
        } catch (DirectoryIteratorException e) {
            throw unreadable(home, Objects.requireNonNull(e.getCause()));
        }
    }

    static boolean isPending(Path file) {
        return file.toString().endsWith(PENDING);
    }

    /** Where the settled receipt of a resource lies. */
    Path file(ResourceKey key) {
        return path(key, SETTLED);
    }

    private static List<Path> children(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        } catch (NoSuchFileException | java.nio.file.NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    static Optional<Receipt> read(Path file) {
        return read(file, ReceiptFormat::read);
    }

    /** The id alone: the list of files may be long. */
    private static Optional<String> idOf(Path file) {
        return read(file, ReceiptFormat::readId);
    }

    /** Reads a receipt, or part of it. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(BufferedReader in) throws IOException;
    }

    private static <T> Optional<T> read(Path file, Reading<T> reading) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            return Optional.of(reading.from(in));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (ReceiptFormat.Newer e) {
            throw Fault.fault(FaultCode.STATE_NEWER)
                    .trying("read the receipt " + file)
                    .meaning("Nothing was changed, and nothing that landed is lost")
                    .advice("Use the newer xnatpull that wrote it.")
                    .cause(e)
                    .because(LocalFaults.words(e));
        } catch (java.nio.charset.CharacterCodingException e) {
            throw unreadable(file, new IOException("it is damaged: it is not text in UTF-8", e));
        } catch (java.nio.file.FileSystemException e) {
            // The disk's trouble, not the receipt's: it may be whole.
            throw LocalFaults.of("read the receipt " + file, e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private void write(Receipt receipt, Path file) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, Disk.privateFile(file))) {
            BufferedWriter out = new BufferedWriter(
                    new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8.newEncoder()));
            ReceiptFormat.write(receipt, out);
            out.flush();
            channel.force(true);
        }
    }

    private void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        makeDirectoryHere(home);
        makeDirectoryHere(directory);
    }

    private void makeDirectoryHere(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, Disk.privateDirectory(directory));
            Disk.force(Disk.parent(directory));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    private Path path(ResourceKey key, String ending) {
        String session = key.accessionId().isEmpty() ? "project-" + key.project() : key.accessionId();
        String readable = Stream.of(
                        key.level().word(), key.partId(), key.inOut().word(), key.name())
                .filter(part -> !part.isEmpty())
                .reduce((left, right) -> left + "-" + right)
                .orElse("");
        String identity = String.join(
                "\n",
                key.project(),
                key.accessionId(),
                key.level().word(),
                key.partId(),
                key.inOut().word(),
                key.name());
        return home.resolve(safe(session, session))
                .resolve(safe(readable, "").concat("-").concat(hash(identity)) + ending);
    }

    /** Readable where it can be; the hash of the original makes unique again what got lost. */
    private static String safe(String text, String original) {
        String safe = text.replaceAll("[^A-Za-z0-9_-]", "_");
        boolean shortened = safe.length() > READABLE_NAME;
        String cut = shortened ? safe.substring(0, READABLE_NAME) : safe;
        return original.isEmpty() || cut.equals(original) ? cut : cut + "-" + hash(original);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Fault unreadable(Path file, IOException cause) {
        return Fault.fault(FaultCode.STATE_UNREADABLE)
                .trying("read the receipt " + file)
                .meaning("What it lists cannot be told from files of somebody else")
                .advice(
                        "Pull again with --recheck: the damaged receipt is put aside, and files that equal the server's count as landed"
                                + " again.")
                .cause(cause)
                .because(LocalFaults.words(cause));
    }

    private static Fault unwritable(Path file, IOException cause) {
        return LocalFaults.of("write the receipt " + file, file, cause);
    }
}
