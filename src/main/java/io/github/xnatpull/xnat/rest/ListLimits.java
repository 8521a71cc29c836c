package io.github.xnatpull.xnat.rest;

/**
 * The bounds of a listing, far beyond any sane one: they keep a broken or malicious server from filling memory or disk.
 *
 * @param rows most rows
 * @param bytes most bytes in all
 * @param cell most characters in one value
 * @param inMemory bytes of a listing of files that are held in memory before a temporary file takes over
 */
public record ListLimits(long rows, long bytes, int cell, int inMemory) {
    /**
     * Two million rows, 1 GiB, 1 Mi characters, 1 MiB: ten times the largest resources known, and reached in a minute by a
     * listing that never ends.
     */
    public static ListLimits standard() {
        return new ListLimits(2_000_000, 1L << 30, 1 << 20, 1 << 20);
    }

    /** The same with fewer rows, for listings that are held in memory. */
    ListLimits atMost(long fewer) {
        return new ListLimits(Math.min(rows, fewer), bytes, cell, inMemory);
    }
}
