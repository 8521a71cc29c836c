package io.github.xnatpull.transfer;

import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.transfer.archive.ArchiveEnd;
import io.github.xnatpull.xnat.FileRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a zip that nobody knows of may become ours: it holds every listed file by its MD5, and nothing else; nothing less
 * proves it. Where no MD5 is listed, that of what the server sends counts.
 */
final class ZipAdoption {
    private final TransferContext context;
    private final Buffers buffers;
    private final PlanItem item;
    private final ResourceTarget target;
    private long bytesStreamed;

    ZipAdoption(TransferContext context, Buffers buffers, PlanItem item, ResourceTarget target) {
        this.context = context;
        this.buffers = buffers;
        this.item = item;
        this.target = target;
    }

    /** Bytes that the server sent only to be compared. */
    long bytesStreamed() {
        return bytesStreamed;
    }

    /**
     * The files that a zip holds, by their path on the server; empty where it is another than the server's.
     *
     * @param expected where a listed file is to lie
     */
    Optional<Map<String, ReceiptFile>> held(Path zip, Listing listing, Function<FileRow, ExpectedFile> expected)
            throws IOException {
        Map<String, FileRow> rows = listing.rows();
        DownloadState proof = new DownloadState(context.target().destination(), item, target, listing);
        rows.values().forEach(row -> proof.expect(expected.apply(row)));
        ArchiveFetch look = new ArchiveFetch(context, buffers, proof, new EntryNames(item, rows)).dry();
        try (InputStream in = Files.newInputStream(zip)) {
            ArchiveEnd end = look.read(in, ArchiveFetch.limits(rows.values()));
            if (end.flaw().isPresent() || look.unexpected() > 0 || !proof.open().isEmpty()) {
                return Optional.empty();
            }
        }
        List<ExpectedFile> bare = rows.values().stream()
                .filter(row -> row.md5().isEmpty())
                .map(expected)
                .toList();
        return bare.isEmpty() || isSent(bare, proof.proven(), listing) ? Optional.of(proof.proven()) : Optional.empty();
    }

    private boolean isSent(List<ExpectedFile> files, Map<String, ReceiptFile> held, Listing listing)
            throws IOException {
        StreamedComparison streamed = new StreamedComparison(context, buffers, item, target);
        try {
            Map<String, ReceiptFile> sent = streamed.sent(files, listing);
            return files.stream().map(ExpectedFile::file).allMatch(file -> {
                ReceiptFile here = held.get(file);
                ReceiptFile there = sent.get(file);
                return here != null && there != null && here.md5().equals(there.md5());
            });
        } finally {
            bytesStreamed += streamed.bytesMoved();
        }
    }
}
