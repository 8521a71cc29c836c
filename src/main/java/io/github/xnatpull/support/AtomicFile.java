package io.github.xnatpull.support;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces files whole: written next to their place under a hidden name, then renamed. Whoever reads the place finds the old
 * file or the new one, never a part; where the writing fails the old one stays and nothing else is left. Text is UTF-8.
 */
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;

    private AtomicFile() {}

    /** Who may read the new file, where the file store knows modes. */
    public enum Access {
        OWNER("rw-------"),
        GROUP("rw-r-----"),
        EVERYBODY("rw-r--r--");

        private final String mode;

        Access(String mode) {
            this.mode = mode;
        }
    }

    /** Writes the content of a file. May throw what {@link UncheckedIOException} wraps. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /** Replaces a file; bytes and name are on the disk when this returns. */
    public static void replace(Path file, Access access, Content content) throws IOException {
        replace(file, access, out -> text(out, content), true);
    }

    /** The same with a text, for the owner only. */
    public static void replace(Path file, String text) throws IOException {
        replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with bytes, for the owner only. */
    public static void replace(Path file, byte[] bytes) throws IOException {
        replace(file, Access.OWNER, out -> out.write(bytes), true);
    }

    /** The same without forcing it to the disk: for what is written often, and may be lost with the power. */
    public static void replaceUnforced(Path file, String text) throws IOException {
        replace(file, Access.OWNER, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), false);
    }

    private interface Bytes {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void replace(Path file, Access access, Bytes content, boolean forced) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            Files.deleteIfExists(temporary);
            Files.createFile(temporary, Disk.privateFile(temporary));
            write(temporary, content, forced);
            open(temporary, access);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (forced) {
                forceFolder(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void text(OutputStream out, Content content) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
        content.writeTo(writer);
        writer.flush();
    }

    private static void write(Path file, Bytes content, boolean forced) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            content.writeTo(Channels.newOutputStream(channel));
            if (forced) {
                channel.force(true);
            }
        }
    }

    private static void open(Path file, Access access) throws IOException {
        if (access != Access.OWNER) {
            Disk.restrict(file, access.mode);
        }
    }

    private static void forceFolder(Path file) {
        try {
            Disk.force(Disk.parent(file.toAbsolutePath()));
        } catch (IOException e) {
            // Some systems cannot open a directory; the renaming is then as durable as they make it.
            return;
        }
    }
}
