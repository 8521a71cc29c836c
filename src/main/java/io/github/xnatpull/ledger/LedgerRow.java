package io.github.xnatpull.ledger;

import java.time.Instant;

/**
 * What has landed of one resource.
 *
 * @param resourceId the numeric id it had when it landed
 * @param label its label when it landed
 * @param folder its folder relative to the destination, {@code /} as separator; given once, never recomputed
 * @param status {@code LANDED}, {@code EMPTY}, {@code INCOMPLETE} or {@code CONFLICT}
 * @param extent how much of it is here, and how much was listed when it landed
 * @param hints the server's when it was planned: what the next plan compares with
 * @param landedAt when it was brought last; without meaning where no run brought anything
 * @param landedInRun the run that brought it last; blank where none brought anything of it
 * @param lastSeenRun the last run that found it on the server
 * @param receiptId which receipt holds its files; blank where there is none
 * @param checkedAt when its files were compared last with the server's listing, one by one
 */
public record LedgerRow(
        ResourceKey key,
        String resourceId,
        String label,
        String folder,
        Status status,
        Extent extent,
        Hints hints,
        Instant landedAt,
        String landedInRun,
        String lastSeenRun,
        String receiptId,
        Instant checkedAt) {
    /** One that was compared with the listing when it landed, and not since. */
    public LedgerRow(
            ResourceKey key,
            String resourceId,
            String label,
            String folder,
            Status status,
            Extent extent,
            Hints hints,
            Instant landedAt,
            String landedInRun,
            String lastSeenRun,
            String receiptId) {
        this(
                key,
                resourceId,
                label,
                folder,
                status,
                extent,
                hints,
                landedAt,
                landedInRun,
                lastSeenRun,
                receiptId,
                landedAt);
    }
}
