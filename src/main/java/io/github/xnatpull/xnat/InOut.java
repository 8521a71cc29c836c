package io.github.xnatpull.xnat;

/** The two resource maps of assessors and reconstructions (contract §1.6); {@link #NONE} for everything else. */
public enum InOut {
    NONE(""),
    /** What an assessor or reconstruction produced. */
    OUT("out"),
    /** What it was made from. */
    IN("in");

    private final String word;

    InOut(String word) {
        this.word = word;
    }

    /** The URL segment and manifest value: {@code in}, {@code out} or nothing. */
    public String word() {
        return word;
    }
}
