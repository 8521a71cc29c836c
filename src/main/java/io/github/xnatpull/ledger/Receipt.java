package io.github.xnatpull.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The list of one landed resource's files, kept beside the ledger: with the tree, enough to make the ledger anew.
 *
 * @param id unique; the ledger row names it
 * @param folder the resource's folder relative to the destination
 * @param run the run that wrote it
 * @param archive the zip that was kept; where it alone holds the files, their paths are those they would have if unpacked
 */
public record Receipt(
        String id,
        ResourceKey key,
        String resourceId,
        String label,
        String folder,
        String run,
        Instant writtenAt,
        List<ReceiptFile> files,
        Optional<KeptArchive> archive) {

    /** A receipt of files in a folder. */
    public Receipt(
            String id,
            ResourceKey key,
            String resourceId,
            String label,
            String folder,
            String run,
            Instant writtenAt,
            List<ReceiptFile> files) {
        this(id, key, resourceId, label, folder, run, writtenAt, files, Optional.empty());
    }

    /** The same with what is known otherwise by now of its files and its zip. */
    public Receipt with(List<ReceiptFile> otherFiles, Optional<KeptArchive> otherArchive) {
        return new Receipt(id, key, resourceId, label, folder, run, writtenAt, otherFiles, otherArchive);
    }

    /** The files that lie in the folder by themselves. */
    public List<ReceiptFile> unpacked() {
        return archive.isPresent() && archive.get().only() ? List.of() : files;
    }
}
