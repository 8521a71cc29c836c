package io.github.xnatpull.request;

import io.github.xnatpull.support.ByteSize;

/**
 * How resources travel.
 *
 * @param existing what to do with what is on disk already
 * @param singleFrom files of at least this mean size are asked for one by one, so that they can go on after a break
 * @param archives whether resources are unpacked, kept as zips, or both
 */
public record TransferSettings(Existing existing, ByteSize singleFrom, Archives archives) {

    /** Unpacked resources. */
    public TransferSettings(Existing existing, ByteSize singleFrom) {
        this(existing, singleFrom, Archives.UNPACK);
    }

    /** The interface's {@code --archives}. */
    public enum Archives {
        UNPACK,
        /** One zip a resource, beside where its folder would be. */
        KEEP,
        /** The zip and the folder. */
        BOTH
    }

    /** The interface's {@code --existing}. */
    public enum Existing {
        /** One stat per file of the receipt. */
        VERIFY,
        /** Hash all. */
        REHASH,
        /** Hash all, and overwrite what differs. */
        REPLACE,
        /** No look at the disk. */
        KEEP,
        /** As {@link #VERIFY}; what differs is overwritten, and its bytes go to {@code withdrawn/<run>/}. */
        REPAIR,
        /** As {@link #VERIFY}; a foreign file that is what the server has becomes ours. */
        ADOPT;

        /** Whether what differs of ours is overwritten. */
        public boolean overwrites() {
            return this == REPLACE || this == REPAIR;
        }
    }

    public static TransferSettings standard() {
        return new TransferSettings(Existing.VERIFY, ByteSize.ofMebibytes(32));
    }
}
