package io.github.xnatpull.transfer;

/**
 * A file as it arrived.
 *
 * @param bytes how many
 * @param md5 of them, lower-case hex
 * @param modifiedMillis its modification time on disk, epoch milliseconds
 */
record ReceivedFile(long bytes, String md5, long modifiedMillis) {

    /** Whether both are the same bytes. */
    boolean alike(ReceivedFile other) {
        return bytes == other.bytes && md5.equals(other.md5);
    }
}
