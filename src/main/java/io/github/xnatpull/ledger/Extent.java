package io.github.xnatpull.ledger;

import java.util.OptionalLong;

/**
 * How much of a resource is here, and how much there should be.
 *
 * @param files proven on disk
 * @param bytes proven on disk
 * @param filesExpected as listed
 * @param bytesExpected as listed, where all sizes are known
 * @param proof the weakest of its files
 */
public record Extent(long files, long bytes, long filesExpected, OptionalLong bytesExpected, Proof proof) {
    /** No file, and nothing known of what there should be. */
    public static final Extent NOTHING = new Extent(0, 0, 0, OptionalLong.empty(), Proof.NONE);
}
