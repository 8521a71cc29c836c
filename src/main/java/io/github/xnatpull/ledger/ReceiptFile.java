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
 * @param modifiedMillis its modification time on disk when it landed, epoch milliseconds
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

    /** Its path relative to the destination, given that of the resource's folder there. */
    public String in(String folder) {
        return folder.isEmpty() ? path : folder + "/" + path;
    }
}
