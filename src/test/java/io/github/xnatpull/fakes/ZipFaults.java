package io.github.xnatpull.fakes;

import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.rest.ZipBody;
import io.github.xnatpull.miniature.rest.ZipBody.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** Archives that are not what the listing says. Entries count from 0; a reply that is no archive passes as it is. */
public final class ZipFaults {
    private static final int LOCAL_HEADER = 30;

    private ZipFaults() {}

    /** A valid archive of the first entries only: what XNAT sends when it fails on the way (contract §3.6). */
    public static Fault endAfterEntries(int count) {
        return entries(entries -> entries.subList(0, Math.min(count, entries.size())));
    }

    /** Cut exactly behind an entry's data, with a proper end of chunks and no directory. */
    public static Fault cutAfterEntries(int count) {
        return body(zip -> Body.chunked(out -> withoutDirectory(first(zip, count), out)));
    }

    /** Every entry, no directory of them. */
    public static Fault noCentralDirectory() {
        return cutAfterEntries(Integer.MAX_VALUE);
    }

    /** Turns a bit in the middle of an entry's data. STORED archives only. */
    public static Fault flipBitInEntry(int number) {
        return patching(
                number,
                (entry, start) -> start
                        + LOCAL_HEADER
                        + name(entry).length
                        + entry.content().size() / 2,
                null);
    }

    /** Declares another size in front of an entry's data. STORED archives only. */
    public static Fault declareSize(int number, long size) {
        ByteBuffer sizes = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) size)
                .putInt((int) size);
        return patching(number, (entry, start) -> start + 18, sizes.array());
    }

    /** An entry with less in it, its CRC right for what there is. */
    public static Fault shortenEntry(int number, int bytes) {
        return entry(
                number,
                entry -> entry.holding(Content.of(Arrays.copyOf(entry.content().bytes(), bytes))));
    }

    /** An entry with zeros in place of its data, as many as you like: deflated they are next to nothing. */
    public static Fault inflateEntry(int number, long bytes) {
        return body(zip -> forged(zip.entries(), (entry, index) -> index == number ? bytes : -1));
    }

    public static Fault omitEntry(int number) {
        return entries(entries -> {
            List<Entry> others = new ArrayList<>(entries);
            others.remove(number);
            return others;
        });
    }

    /** For example {@code ../../evil}. */
    public static Fault renameEntry(int number, String name) {
        return entry(number, entry -> entry.named(name));
    }

    public static Fault extraEntry(String name, long bytes) {
        return entries(entries -> {
            List<Entry> others = new ArrayList<>(entries);
            others.add(new Entry(name, Content.noise(77, bytes), Instant.EPOCH.plusSeconds(1_700_000_000)));
            return others;
        });
    }

    /** The same entry twice, which XNAT's writer would refuse but others do not. */
    public static Fault doubleEntry(int number) {
        return body(zip -> {
            List<Entry> twice = new ArrayList<>(zip.entries());
            twice.add(zip.entries().get(number));
            return forged(twice, (entry, index) -> -1);
        });
    }

    /** The data of two entries, each under the other's name. */
    public static Fault swapEntries(int one, int other) {
        return entries(entries -> {
            List<Entry> swapped = new ArrayList<>(entries);
            swapped.set(one, entries.get(one).holding(entries.get(other).content()));
            swapped.set(other, entries.get(other).holding(entries.get(one).content()));
            return swapped;
        });
    }

    /** The entries in the opposite order: legal. */
    public static Fault reversed() {
        return entries(entries -> {
            List<Entry> others = new ArrayList<>(entries);
            Collections.reverse(others);
            return others;
        });
    }

    private static Fault entry(int number, UnaryOperator<Entry> change) {
        return entries(entries -> {
            List<Entry> others = new ArrayList<>(entries);
            others.set(number, change.apply(entries.get(number)));
            return others;
        });
    }

    private static Fault entries(UnaryOperator<List<Entry>> change) {
        return body(zip -> zip.withEntries(change.apply(zip.entries())));
    }

    private static Fault body(Function<ZipBody, Body> change) {
        return archive(Faults.changing(
                reply -> reply.body() instanceof ZipBody zip ? reply.withBody(change.apply(zip)) : reply));
    }

    private static Fault archive(Fault fault) {
        return new Fault() {
            @Override
            public void strike(Turn turn) throws IOException {
                fault.strike(turn);
            }

            @Override
            public boolean changesArchive() {
                return true;
            }
        };
    }

    private interface Position {
        long of(Entry entry, long start);
    }

    /** Bytes to put there, or none for a flipped bit. */
    private static Fault patching(int number, Position position, byte @Nullable [] bytes) {
        return archive(Faults.changing(
                reply -> reply.body() instanceof ZipBody zip ? patched(reply, zip, number, position, bytes) : reply));
    }

    private static HttpReply patched(
            HttpReply reply, ZipBody zip, int number, Position position, byte @Nullable [] bytes) {
        if (zip.compressed()) {
            throw new IllegalStateException("This fault is for STORED archives");
        }
        long start = first(zip, number).entries().stream()
                .mapToLong(entry ->
                        LOCAL_HEADER + name(entry).length + entry.content().size())
                .sum();
        long at = position.of(zip.entries().get(number), start);
        return reply.withBody(Body.chunked(out -> zip.writeTo(
                bytes == null
                        ? new PatchedStream(out, at, old -> (byte) (old ^ 1), 1)
                        : PatchedStream.overwriting(out, at, bytes))));
    }

    private static ZipBody first(ZipBody zip, int count) {
        return zip.withEntries(
                zip.entries().subList(0, Math.min(count, zip.entries().size())));
    }

    private static byte[] name(Entry entry) {
        return entry.name().getBytes(StandardCharsets.UTF_8);
    }

    private static void withoutDirectory(ZipBody zip, OutputStream out) throws IOException {
        // Never closed: closing writes the directory.
        ZipOutputStream stream = new ZipOutputStream(out);
        zip.writeEntries(stream);
        stream.flush();
    }

    private interface Zeros {
        /** How many zeros stand in for the data; negative to keep the data. */
        long of(Entry entry, int index);
    }

    private static Body forged(List<Entry> entries, Zeros zeros) {
        return Body.chunked(out -> {
            ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out);
            for (int index = 0; index < entries.size(); index++) {
                Entry entry = entries.get(index);
                zip.putArchiveEntry(new ZipArchiveEntry(entry.name()));
                long count = zeros.of(entry, index);
                if (count < 0) {
                    entry.content().write(zip, 0, entry.content().size());
                }
                byte[] block = new byte[64 * 1024];
                for (long left = count; left > 0; left -= block.length) {
                    zip.write(block, 0, (int) Math.min(left, block.length));
                }
                zip.closeArchiveEntry();
            }
            zip.finish();
        });
    }
}
