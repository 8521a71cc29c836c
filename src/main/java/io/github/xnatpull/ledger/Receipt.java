package io.github.xnatpull.ledger;

import java.time.Instant;
import java.util.List;

/**
 * The list of one landed resource's files, kept beside the ledger: with the tree, enough to make the ledger anew.
 *
 * @param id unique; the ledger row names it
 * @param folder the resource's folder relative to the destination
 * @param run the run that wrote it
 */
public record Receipt(
        String id,
        ResourceKey key,
        String resourceId,
        String label,
        String folder,
        String run,
        Instant writtenAt,
        List<ReceiptFile> files) {}
