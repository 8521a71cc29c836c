package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.transfer.Verification.IntegritySource;
import io.github.xnatpull.xnat.XnatContent.Body;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Files that are asked for one by one: large ones, and those that an archive did not bring. */
final class SingleFetch {

    /** A body without announced length may be so much longer than listed before it is cut. */
    private static final long SLACK = 64L << 20;
    /** So many bytes more than ever before give a file all its tries again. */
    private static final long PROGRESS = 64L << 10;

    private final TransferContext context;
    private final Buffers buffers;
    private final DownloadState download;

    SingleFetch(TransferContext context, Buffers buffers, DownloadState download) {
        this.context = context;
        this.buffers = buffers;
        this.download = download;
    }

    /**
     * A whole file, staged.
     *
     * @param resumed whether part of it came in an earlier run, and may have changed on our disk since
     */
    record Fetched(ReceivedFile received, IntegritySource source, boolean resumed) {}

    /**
     * Fetches one file to its place in staging, however many tries that takes.
     *
     * @return empty where the server says that it has no such file
     * @throws Fault where it cannot be had now; what came of a large file stays for the next try
     */
    Optional<Fetched> fetch(ExpectedFile file) {
        Destination destination = context.target().destination();
        boolean large = file.size().isPresent()
                && file.size().getAsLong()
                        >= context.target().settings().singleFrom().bytes();
        try {
            Path path = large ? partial(file) : download.staging().reserve(file.place());
            try (PartFile part = large ? PartFile.durable(path, identity(file)) : PartFile.fleeting(path)) {
                boolean resumed = part.have() > 0;
                if (!fetch(file, part)) {
                    return Optional.empty();
                }
                IntegritySource source = source(file, part);
                ReceivedFile received = part.finish();
                if (large) {
                    download.staging().adopt(path, file.place());
                    Files.deleteIfExists(Sidecar.of(path));
                } else {
                    download.staging().reserved();
                }
                return Optional.of(new Fetched(received, source, resumed));
            }
        } catch (IOException e) {
            throw destination.trouble("write a file to " + destination.staging(), e);
        }
    }

    private IntegritySource source(ExpectedFile file, PartFile part) {
        boolean doubtful = download.type(file.file())
                .filter(type -> ReplySigns.isTypeOfMessages(file.file(), type))
                .isPresent();
        return doubtful
                ? IntegritySource.DOUBTFUL
                : part.isLengthKnown() ? IntegritySource.LENGTH : IntegritySource.NOTHING;
    }

    /** Whether the file is there; false where the server says it is not. */
    private boolean fetch(ExpectedFile file, PartFile part) throws IOException {
        long since = context.timing().nanos().getAsLong();
        long furthest = part.have();
        Fault last = null;
        for (int tries = 1; ; tries++) {
            try {
                return attempt(file, part);
            } catch (BrokenBodyException e) {
                part.keep();
                Fault fault = broken(file, part, e);
                if (part.have() >= furthest + PROGRESS) {
                    // Hours of a slow body are no failure: only tries that bring nothing new count.
                    furthest = part.have();
                    since = context.timing().nanos().getAsLong();
                    tries = 1;
                    last = null;
                }
                if (last != null) {
                    fault.addSuppressed(last);
                }
                last = fault;
                context.pause(tries, since, fault);
            }
        }
    }

    private boolean attempt(ExpectedFile file, PartFile part) throws IOException {
        if (part.isWhole()) {
            return true;
        }
        Body body;
        try {
            body = context.source().content().file(download.item().address(), file.file(), part.resumePoint());
        } catch (Fault e) {
            if (e.code() == FaultCode.FILE_MISSING) {
                return false;
            }
            throw e;
        }
        DownloadStream stream = new DownloadStream(body, download.item(), context);
        try (stream) {
            download.comes(file.file(), body);
            part.begin(body);
            copy(file, part, stream);
        } finally {
            download.moved(stream.bytes());
        }
        return true;
    }

    private void copy(ExpectedFile file, PartFile part, DownloadStream stream) throws IOException {
        byte[] buffer = buffers.buffer();
        for (int count = stream.read(buffer, 0, buffer.length);
                count >= 0;
                count = stream.read(buffer, 0, buffer.length)) {
            part.write(buffer, count);
            boolean endless = !part.isLengthKnown()
                    && file.size().isPresent()
                    && part.have() > file.size().getAsLong() + SLACK;
            if (endless) {
                throw new BrokenBodyException("it does not end where it should");
            }
        }
        if (part.isLengthKnown() && !part.isWhole()) {
            String words = "the body ended after " + part.have() + " bytes, before or after its announced end";
            if (part.resumePoint().isEmpty()) {
                part.restart();
            }
            throw new BrokenBodyException(words);
        }
    }

    private Fault broken(ExpectedFile file, PartFile part, BrokenBodyException cause) {
        Optional<Fault> inner = Fault.in(cause);
        FaultCode code = inner.map(Fault::code).orElse(FaultCode.CONNECTION_LOST);
        return Fault.fault(code)
                .trying("download a file of " + download.item().display())
                .meaning(part.have() + " bytes of it are here")
                .cause(cause)
                .retryAfter(inner.flatMap(Fault::retryAfter).orElse(null))
                .because(String.valueOf(cause.getMessage()));
    }

    /** Which file a partial one is part of; the resource's id is in it, so that a re-made resource starts anew. */
    private String identity(ExpectedFile file) {
        return String.join(
                "\n",
                download.item().key().toString(),
                download.item().address().resourceId(),
                file.file());
    }

    private Path partial(ExpectedFile file) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(identity(file).getBytes(StandardCharsets.UTF_8));
            return context.target()
                    .destination()
                    .partials()
                    .resolve(HexFormat.of().formatHex(digest, 0, 12) + ".part");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
