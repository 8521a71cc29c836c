package io.github.xnatpull.xnat.rest;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Holds a listing until it has proved complete, so that nobody acts on half of one: small ones in memory, others in a
 * temporary file that only its owner can read and that is gone with the process.
 */
final class Spool extends OutputStream {
    private final int inMemory;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream(8192);
    private @Nullable FileChannel file;
    private @Nullable OutputStream toFile;

    Spool(int inMemory) {
        this.inMemory = inMemory;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (toFile == null && memory.size() + length > inMemory) {
            spill();
        }
        OutputStream target = toFile;
        if (target == null) {
            memory.write(bytes, offset, length);
        } else {
            target.write(bytes, offset, length);
        }
    }

    private void spill() throws IOException {
        Path path = Files.createTempFile("xnatpull-listing-", ".json");
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        file = channel;
        OutputStream out = Channels.newOutputStream(channel);
        memory.writeTo(out);
        memory.reset();
        toFile = out;
    }

    /** All that was written, from the start. */
    InputStream content() throws IOException {
        FileChannel channel = file;
        if (channel == null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        channel.position(0);
        return new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    }

    @Override
    public void close() throws IOException {
        FileChannel channel = file;
        if (channel != null) {
            channel.close();
        }
    }
}
