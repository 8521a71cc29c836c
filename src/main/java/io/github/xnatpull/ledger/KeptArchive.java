package io.github.xnatpull.ledger;

/**
 * The zip that was kept of a resource ({@code --archives keep} or {@code both}).
 *
 * @param path relative to the destination, {@code /} as separator
 * @param bytes its length on disk
 * @param md5 of the zip itself, lower-case hex
 * @param modifiedMillis its modification time on disk when it landed, epoch milliseconds; {@link ReceiptFile#DOUBTED} where
 *     something else was found in its place since
 * @param only whether the resource's files are in it alone, and not also in the folder
 */
public record KeptArchive(String path, long bytes, String md5, long modifiedMillis, boolean only) {
    /** The same with another modification time. */
    public KeptArchive at(long millis) {
        return new KeptArchive(path, bytes, md5, millis, only);
    }

    /** Whether something else was found in its place, and nobody has found it right since. */
    public boolean isDoubted() {
        return modifiedMillis == ReceiptFile.DOUBTED;
    }
}
