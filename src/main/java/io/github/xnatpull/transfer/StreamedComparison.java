package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.xnat.XnatContent.Body;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that the server sends only to be compared with what is here: they are hashed as they arrive, and stored nowhere. They
 * come as an archive where most of a resource is asked for, else one by one.
 */
final class StreamedComparison {
    private final TransferContext context;
    private final Buffers buffers;
    private final PlanItem item;
    private final ResourceTarget target;
    private long bytesMoved;

    StreamedComparison(TransferContext context, Buffers buffers, PlanItem item, ResourceTarget target) {
        this.context = context;
        this.buffers = buffers;
        this.item = item;
        this.target = target;
    }

    /** Bytes that came over the network so far. */
    long bytesMoved() {
        return bytesMoved;
    }

    /**
     * What the server sends of these files, by their path on the server; without those that it does not send as it lists them.
     *
     * @throws Fault where they cannot be had now
     */
    Map<String, ReceiptFile> sent(List<ExpectedFile> files, Listing listing) throws IOException {
        DownloadState state = new DownloadState(context.target().destination(), item, target, listing);
        files.forEach(state::expect);
        if (isForArchive(files, listing)) {
            archive(state, listing);
        }
        Map<String, ReceiptFile> sent = new HashMap<>(state.proven());
        for (ExpectedFile file : state.open()) {
            single(file).ifPresent(one -> sent.put(file.file(), one));
        }
        return sent;
    }

    private boolean isForArchive(List<ExpectedFile> files, Listing listing) {
        long bytes = files.stream().mapToLong(file -> file.size().orElse(0)).sum();
        boolean large =
                bytes / files.size() >= context.target().settings().singleFrom().bytes();
        boolean addressable =
                files.stream().allMatch(file -> context.source().content().isAddressable(file.file()));
        boolean most = files.size() > 1 && files.size() > listing.rows().size() / 2;
        return !addressable || most && !large && !context.pace().refusals().areOver();
    }

    /** Entries that come whole are of use, however the archive ends; the others are asked for one by one. */
    private void archive(DownloadState state, Listing listing) {
        try {
            new ArchiveFetch(context, buffers, state, new EntryNames(item, listing.rows()))
                    .dry()
                    .fetch(ArchiveFetch.limits(listing.rows().values()));
        } catch (Fault fault) {
            if (!ArchiveRefusals.leavesSingles(fault)) {
                throw fault;
            }
        } finally {
            bytesMoved += state.bytesMoved();
        }
    }

    private Optional<ReceiptFile> single(ExpectedFile file) throws IOException {
        if (!context.source().content().isAddressable(file.file())) {
            return Optional.empty();
        }
        long since = context.timing().nanos().getAsLong();
        for (int tries = 1; ; tries++) {
            try {
                return attempt(file);
            } catch (BrokenBodyException e) {
                Optional<Fault> inner = Fault.in(e);
                context.pause(
                        tries,
                        since,
                        Fault.fault(inner.map(Fault::code).orElse(FaultCode.CONNECTION_LOST))
                                .trying("compare a file of " + item.display() + " with the server's")
                                .cause(e)
                                .because(String.valueOf(e.getMessage())));
            }
        }
    }

    private Optional<ReceiptFile> attempt(ExpectedFile file) throws IOException {
        Body body;
        try {
            body = context.source().content().file(item.address(), file.file(), Optional.empty());
        } catch (Fault fault) {
            if (fault.code() == FaultCode.FILE_MISSING) {
                return Optional.empty();
            }
            throw fault;
        }
        MessageDigest md5 = buffers.md5();
        md5.reset();
        DownloadStream stream = new DownloadStream(body, item, context);
        try (stream) {
            byte[] buffer = buffers.buffer();
            for (int count = stream.read(buffer, 0, buffer.length);
                    count >= 0;
                    count = stream.read(buffer, 0, buffer.length)) {
                md5.update(buffer, 0, count);
            }
        } finally {
            bytesMoved += stream.bytes();
        }
        boolean known = body.length().isPresent();
        if (known && body.length().getAsLong() != stream.bytes()) {
            throw new BrokenBodyException(
                    "the body ended after " + stream.bytes() + " bytes, before its announced end");
        }
        ReceivedFile received = new ReceivedFile(stream.bytes(), HexFormat.of().formatHex(md5.digest()), 0);
        // Whoever has the very same bytes here is the second witness of their length.
        return file.size().isPresent() && file.size().getAsLong() != received.bytes()
                ? Optional.empty()
                : Optional.of(new ReceiptFile(
                        file.file(),
                        file.place(),
                        received.bytes(),
                        received.md5(),
                        file.size(),
                        file.md5(),
                        Proof.SIZE,
                        0));
    }
}
