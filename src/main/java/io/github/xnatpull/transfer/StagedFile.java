package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.storage.Staging;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A small file being written to staging, its MD5 computed on the way. */
final class StagedFile implements AutoCloseable {

    private final Destination destination;
    private final Staging staging;
    private final String place;
    private final FileChannel channel;
    private final MessageDigest digest;
    private long bytes;

    /** @param digest reset by this; one at a time may use it */
    StagedFile(Destination destination, Staging staging, String place, MessageDigest digest) {
        this.destination = destination;
        this.staging = staging;
        this.place = place;
        this.digest = digest;
        digest.reset();
        try {
            this.channel = staging.create(place);
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    void write(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        bytes += length;
        ByteBuffer view = ByteBuffer.wrap(buffer, offset, length);
        try {
            while (view.hasRemaining()) {
                channel.write(view);
            }
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** How many bytes came so far. */
    long bytes() {
        return bytes;
    }

    /** Closes it and says what arrived. */
    ReceivedFile finish() {
        try {
            channel.close();
            long modified = Files.getLastModifiedTime(staging.path(place)).toMillis();
            return new ReceivedFile(bytes, HexFormat.of().formatHex(digest.digest()), modified);
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** Closes and deletes it. */
    void discard() {
        try {
            channel.close();
            staging.drop(place);
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** Closes what {@link #finish} has not, where something went wrong before it. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private Fault trouble(IOException cause) {
        return destination.trouble("write a file to " + destination.staging(), cause);
    }
}
