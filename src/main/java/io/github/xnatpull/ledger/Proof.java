package io.github.xnatpull.ledger;

import java.util.Collection;

/** How a file is known to be right, strongest first. */
public enum Proof {
    MD5("md5"),
    SIZE_CRC("size+crc"),
    SIZE("size"),
    /** The checksum of its archive entry, where the server states no size. */
    CRC("crc"),
    NONE("none");

    private final String word;

    Proof(String word) {
        this.word = word;
    }

    /** The word in manifest and receipts. */
    public String word() {
        return word;
    }

    /** Reads {@link #word}. */
    public static Proof of(String word) {
        for (Proof proof : values()) {
            if (proof.word.equals(word)) {
                return proof;
            }
        }
        throw new IllegalArgumentException("no proof is called '" + word + "'");
    }

    /** The weakest of several; {@code MD5} for none at all. */
    public static Proof weakest(Collection<Proof> proofs) {
        Proof weakest = MD5;
        for (Proof proof : proofs) {
            weakest = proof.ordinal() > weakest.ordinal() ? proof : weakest;
        }
        return weakest;
    }
}
