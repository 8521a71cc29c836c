package io.github.xnatpull.verify;

import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.FileReceipts;
import io.github.xnatpull.ledger.Receipt;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The files of a destination that no receipt names: somebody else's. Of each file that one does name eight bytes of a hash
 * are held, so that a million files take eight megabytes.
 */
public final class Strangers {
    private final Destination destination;
    private final Set<Path> passedOver = new HashSet<>();
    private long[] known = new long[1024];
    private int count;

    public Strangers(Destination destination) {
        this.destination = destination;
    }

    /** Leaves out a folder: of reports, of the state, or of a resource whose receipt cannot be read. */
    public void passOver(Path folder) {
        passedOver.add(folder.toAbsolutePath().normalize());
    }

    /**
     * Looks through the destination.
     *
     * @param each is told the path of each, relative to the destination, and its length
     */
    public void look(BiConsumer<String, Long> each) throws IOException {
        FileReceipts receipts = new FileReceipts(destination.root());
        receipts.all(this::know, (file, fault) -> {});
        receipts.allPending(this::know, (file, fault) -> {});
        Arrays.sort(known, 0, count);
        passOver(destination.home());
        Files.walkFileTree(destination.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return passedOver.contains(folder.toAbsolutePath().normalize())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = destination.root().relativize(file).toString().replace('\\', '/');
                if (!isKnown(path)) {
                    each.accept(path, attributes.size());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // What cannot be looked at is told by the comparison with the disk, where it is ours.
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void know(Receipt receipt) {
        receipt.archive().ifPresent(zip -> know(zip.path()));
        receipt.unpacked().forEach(file -> know(file.in(receipt.folder())));
    }

    private void know(String path) {
        if (count == known.length) {
            known = Arrays.copyOf(known, count * 2);
        }
        known[count++] = hash(path);
    }

    private boolean isKnown(String path) {
        return Arrays.binarySearch(known, 0, count, hash(path)) >= 0;
    }

    /** FNV-1a, 64 bits. */
    private static long hash(String path) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
