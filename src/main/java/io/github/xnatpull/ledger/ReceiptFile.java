package io.github.xnatpull.ledger;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One file of a landed resource.
 *
 * @param file its path inside the resource as the server states it
 * @param path its path below the resource's folder on disk, {@code /} as separator
 * @param bytes its length on disk
 * @param md5 ours, computed while it arrived; lower-case hex
 * @param bytesExpected as the server listed it
 * @param md5Expected as the server listed it
 * @param modifiedMillis its modification time on disk when it landed, epoch milliseconds; {@link #DOUBTED} where a run found
 *     something else in its place since
 */
public record ReceiptFile(
        String file,
        String path,
        long bytes,
        String md5,
        OptionalLong bytesExpected,
        Optional<String> md5Expected,
        Proof proof,
        long modifiedMillis) {
    /** Earlier than any file's time, so that whoever compares times hashes the file. */
    public static final long DOUBTED = Long.MIN_VALUE;

    /** The same, to be hashed before it counts as here, whatever its size and time say. */
    public ReceiptFile doubted() {
        return at(DOUBTED);
    }

    /** The same with another modification time. */
    public ReceiptFile at(long millis) {
        return new ReceiptFile(file, path, bytes, md5, bytesExpected, md5Expected, proof, millis);
    }

    /** Whether a run found something else in its place, and none has found it right since. */
    public boolean isDoubted() {
        return modifiedMillis == DOUBTED;
    }

    /** Its path relative to the destination, given that of the resource's folder there. */
    public String in(String folder) {
        return folder.isEmpty() ? path : folder + "/" + path;
    }
}
