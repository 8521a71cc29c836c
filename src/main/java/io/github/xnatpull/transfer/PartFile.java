package io.github.xnatpull.transfer;

import io.github.xnatpull.xnat.XnatContent.Body;
import io.github.xnatpull.xnat.XnatContent.ResumePoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that arrives by itself, perhaps in several goes. It goes on only where the server has shown that it can, and only
 * in the same version of the file; else it starts anew. A durable one outlives the process.
 */
final class PartFile implements AutoCloseable {

    /** So much is lost at most when the machine goes down; forcing more often would slow the stream. */
    private static final long FORCE_EVERY = 16L << 20;

    private final Path path;
    private final boolean durable;
    private final String identity;
    private final FileChannel channel;
    private final MessageDigest digest = Buffers.newMd5();
    private long have;
    private long forced;
    private OptionalLong total = OptionalLong.empty();
    private String lastModified = "";
    private boolean ranges;

    private PartFile(Path path, boolean durable, String identity, FileChannel channel) {
        this.path = path;
        this.durable = durable;
        this.identity = identity;
        this.channel = channel;
    }

    /** A file that starts anew and is of no use when we stop. */
    static PartFile fleeting(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return new PartFile(path, false, "", channel);
    }

    /** A file that goes on where an earlier try, or an earlier run, has left it. */
    static PartFile durable(Path path, String identity) throws IOException {
        Optional<Sidecar> sidecar = Sidecar.read(path)
                .filter(found -> found.identity().equals(identity)
                        && !found.lastModified().isEmpty());
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        PartFile part = new PartFile(path, true, identity, channel);
        boolean usable = sidecar.isPresent() && channel.size() >= sidecar.get().forced();
        if (usable) {
            part.takeUp(sidecar.get());
        } else {
            channel.truncate(0);
        }
        return part;
    }

    private void takeUp(Sidecar sidecar) throws IOException {
        channel.truncate(sidecar.forced());
        ByteBuffer buffer = ByteBuffer.allocate(1 << 17);
        while (channel.read(buffer) >= 0) {
            digest.update(buffer.flip());
            buffer.clear();
        }
        have = sidecar.forced();
        forced = have;
        total = OptionalLong.of(sidecar.total());
        lastModified = sidecar.lastModified();
        ranges = true;
    }

    /** Where to ask the server to go on. */
    Optional<ResumePoint> resumePoint() {
        boolean possible =
                ranges && have > 0 && total.isPresent() && have < total.getAsLong() && !lastModified.isEmpty();
        return possible ? Optional.of(new ResumePoint(have, total.getAsLong(), lastModified)) : Optional.empty();
    }

    /** Whether as many bytes are here as the server announced. */
    boolean isWhole() {
        return total.isPresent() && have == total.getAsLong();
    }

    /** Whether the server announced a length at all. */
    boolean isLengthKnown() {
        return total.isPresent();
    }

    long have() {
        return have;
    }

    /** A reply begins: goes on, or starts anew where the server sends the whole. */
    void begin(Body body) throws IOException {
        boolean goesOn = body.offset() > 0
                && body.offset() == have
                && body.total().equals(total)
                && body.lastModified().equals(lastModified);
        if (body.offset() > 0 && !goesOn) {
            restart();
            throw new BrokenBodyException(
                    "the server went on at another place, or in another version, than it was asked to");
        }
        if (!goesOn) {
            restart();
            total = body.total().isPresent() ? body.total() : body.length();
            lastModified = body.lastModified();
        }
        ranges = body.rangesOffered();
    }

    /** Forgets all that came. */
    void restart() throws IOException {
        channel.truncate(0);
        channel.position(0);
        digest.reset();
        have = 0;
        forced = 0;
        total = OptionalLong.empty();
        lastModified = "";
        if (durable) {
            Files.deleteIfExists(Sidecar.of(path));
        }
    }

    void write(byte[] buffer, int length) throws IOException {
        ByteBuffer view = ByteBuffer.wrap(buffer, 0, length);
        while (view.hasRemaining()) {
            channel.write(view);
        }
        digest.update(buffer, 0, length);
        have += length;
        if (have - forced >= FORCE_EVERY) {
            keep();
        }
    }

    /** Makes what is here usable for another process. */
    void keep() throws IOException {
        if (durable && ranges && total.isPresent() && !lastModified.isEmpty() && have > forced) {
            channel.force(false);
            forced = have;
            new Sidecar(identity, total.getAsLong(), lastModified, have).write(path);
        }
    }

    /** Closes the whole file and says what it is. */
    ReceivedFile finish() throws IOException {
        channel.close();
        return new ReceivedFile(
                have,
                HexFormat.of().formatHex(digest.digest()),
                Files.getLastModifiedTime(path).toMillis());
    }

    /** Keeps what another try can use, and deletes the rest. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            keep();
            channel.close();
            if (forced == 0) {
                Files.deleteIfExists(path);
            }
        }
    }
}
