package io.github.xnatpull.transfer.archive;

/** Takes the bytes of one archive entry. */
public interface EntrySink {
    /** Reads over an entry that nobody wants. */
    EntrySink NOWHERE = new EntrySink() {
        @Override
        public void write(byte[] buffer, int length) {}

        @Override
        public void end(boolean intact) {}
    };

    /** The next bytes: the first {@code length} of the buffer, which is used again afterwards. */
    void write(byte[] buffer, int length);

    /**
     * There are no more.
     *
     * @param intact whether length and CRC-32 are what the archive says; false too where it broke off in the middle
     */
    void end(boolean intact);
}
