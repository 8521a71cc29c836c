package io.github.xnatpull.catalogue.rest;

/**
 * The bounds of a listing, far beyond any sane one: they keep a broken or malicious server from filling memory or disk.
 *
 * @param rows most rows
 * @param bytes most bytes in all
 * @param cell most characters in one value
 * @param inMemory bytes of a listing of files that are held in memory before a temporary file takes over
 */
public record ListLimits(long rows, long bytes, int cell, int inMemory) {
    /** Ten million rows, 4 GiB, 1 Mi characters, 4 MiB. */
    public static ListLimits standard() {
        return new ListLimits(10_000_000, 4L << 30, 1 << 20, 4 << 20);
    }
}
