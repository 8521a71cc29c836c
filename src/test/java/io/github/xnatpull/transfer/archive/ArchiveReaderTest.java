package io.github.xnatpull.transfer.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.transfer.Zips;
import io.github.xnatpull.transfer.archive.ArchiveReader.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {

    private static final Map<String, byte[]> ENTRIES = entries();
    private static final byte[] STORED = Zips.stored(ENTRIES);
    private static final byte[] DEFLATED = Zips.deflated(ENTRIES);
    private static final Limits LIMITS = new Limits(100, 1 << 20);

    private static Map<String, byte[]> entries() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        byte[] noise = new byte[3000];
        new Random(7).nextBytes(noise);
        entries.put("A/1.dcm", "first".getBytes(StandardCharsets.UTF_8));
        entries.put("A/leer", new byte[0]);
        entries.put("A/Ä ö.dcm", noise);
        entries.put("A/text", "la ".repeat(1000).getBytes(StandardCharsets.UTF_8));
        return entries;
    }

    /** Takes entries that are intact, as a transfer would. */
    private static final class Taker {
        final Map<String, byte[]> intact = new HashMap<>();
        int damaged;

        EntrySink sink(String name) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            return new EntrySink() {
                @Override
                public void write(byte[] buffer, int length) {
                    bytes.write(buffer, 0, length);
                }

                @Override
                public void end(boolean whole) {
                    if (whole) {
                        intact.put(name, bytes.toByteArray());
                    } else {
                        damaged++;
                    }
                }
            };
        }
    }

    private static ArchiveEnd read(byte[] zip, Taker taker) throws IOException {
        return new ArchiveReader(new byte[1024]).read(new ByteArrayInputStream(zip), LIMITS, taker::sink);
    }

    @Test
    void wholeArchivesAreWhole() throws IOException {
        for (byte[] zip : new byte[][] {STORED, DEFLATED}) {
            Taker taker = new Taker();
            assertThat(read(zip, taker)).isEqualTo(ArchiveEnd.whole(4));
            assertThat(taker.intact.keySet()).containsExactlyInAnyOrderElementsOf(ENTRIES.keySet());
            ENTRIES.forEach((name, bytes) -> assertThat(taker.intact.get(name)).isEqualTo(bytes));
        }
    }

    @Test
    void anEmptyArchiveIsWhole() throws IOException {
        assertThat(read(Zips.stored(Map.of()), new Taker())).isEqualTo(ArchiveEnd.whole(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 234, 235, 1_000, 65_535})
    @DisplayName("B-18: an archive with a comment, however long, is whole, and its cuts are noticed")
    void aCommentIsPartOfTheArchive(int length) throws IOException {
        byte[] zip = commented(STORED, "PK\5\6".repeat(1 + length / 4).substring(0, length));
        Taker taker = new Taker();
        assertThat(read(zip, taker)).isEqualTo(ArchiveEnd.whole(4));
        assertThat(taker.intact).hasSize(4);
        assertThat(read(Arrays.copyOf(zip, STORED.length - 23), new Taker()).flaw())
                .isPresent();
    }

    private static byte[] commented(byte[] zip, String comment) {
        byte[] whole = Arrays.copyOf(zip, zip.length + comment.length());
        System.arraycopy(comment.getBytes(StandardCharsets.ISO_8859_1), 0, whole, zip.length, comment.length());
        whole[zip.length - 2] = (byte) comment.length();
        whole[zip.length - 1] = (byte) (comment.length() >> 8);
        return whole;
    }

    @Test
    @DisplayName("B-18: wherever an archive is cut, it is not whole, and no cut entry counts as intact")
    void everyCutIsNoticed() throws IOException {
        for (byte[] zip : new byte[][] {STORED, DEFLATED}) {
            for (int length = 0; length < zip.length; length++) {
                Taker taker = new Taker();
                ArchiveEnd end = read(Arrays.copyOf(zip, length), taker);
                assertThat(end.flaw()).as("cut at %s", length).isPresent();
                taker.intact.forEach((name, bytes) -> assertThat(bytes).isEqualTo(ENTRIES.get(name)));
            }
        }
    }

    @Test
    void whatTheNetworkThrowsComesOutAsItIs() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(STORED, 0, 60), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Connection reset");
            }
        });
        assertThatThrownBy(() -> new ArchiveReader(new byte[1024]).read(broken, LIMITS, new Taker()::sink))
                .hasMessage("Connection reset");
    }

    @Test
    @DisplayName("B-27: what does not begin like an archive is none")
    void otherBodiesAreNoArchives() throws IOException {
        assertThat(read("<html>Please log in".getBytes(StandardCharsets.UTF_8), new Taker())
                        .flaw())
                .contains(FaultCode.NOT_AN_ARCHIVE);
        assertThat(read(new byte[0], new Taker()).flaw()).contains(FaultCode.NOT_AN_ARCHIVE);
    }

    @Test
    @DisplayName("B-50: entries and bytes are limited")
    void limitsHold() throws IOException {
        ArchiveReader reader = new ArchiveReader(new byte[1024]);
        assertThat(reader.read(new ByteArrayInputStream(STORED), new Limits(3, 1 << 20), new Taker()::sink)
                        .words())
                .contains("more than the 3 entries");
        assertThat(reader.read(new ByteArrayInputStream(STORED), new Limits(9, 100), new Taker()::sink)
                        .words())
                .contains("more than the 100 bytes");
    }

    @Test
    @DisplayName("B-55: an archive of 70,000 entries is whole, and cut it is not")
    void moreEntriesThanTheOldFormatCanCount() throws IOException {
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 70_000; i++) {
            many.put("A/" + i, new byte[] {(byte) i});
        }
        byte[] zip = Zips.stored(many);
        Limits limits = new Limits(70_000, 70_000);
        ArchiveReader reader = new ArchiveReader(new byte[1024]);
        assertThat(reader.read(new ByteArrayInputStream(zip), limits, name -> EntrySink.NOWHERE))
                .isEqualTo(ArchiveEnd.whole(70_000));
        byte[] cut = Arrays.copyOf(zip, zip.length / 3);
        assertThat(reader.read(new ByteArrayInputStream(cut), limits, name -> EntrySink.NOWHERE)
                        .flaw())
                .isPresent();
    }

    @Test
    @Tag("slow")
    @DisplayName("B-55: an entry of five gigabytes, stored as XNAT stores it, is read whole and proven by its CRC")
    void anEntryBeyondTheOldFormatsSizes() throws IOException {
        long size = 5_000_000_000L;
        AtomicLong bytes = new AtomicLong();
        AtomicBoolean proven = new AtomicBoolean();
        EntrySink sink = new EntrySink() {
            @Override
            public void write(byte[] buffer, int length) {
                bytes.addAndGet(length);
            }

            @Override
            public void end(boolean intact) {
                proven.set(intact);
            }
        };
        try (PipedInputStream in = new PipedInputStream(1 << 20);
                PipedOutputStream out = new PipedOutputStream(in)) {
            Thread writer = new Thread(() -> Zips.storeZeros(out, "A/meas.dat", size), "zip");
            writer.start();
            assertThat(new ArchiveReader(new byte[1 << 16]).read(in, new Limits(1, size), name -> sink))
                    .isEqualTo(ArchiveEnd.whole(1));
        }
        assertThat(bytes).hasValue(size);
        assertThat(proven).isTrue();
    }

    @Test
    @DisplayName("B-56: names that are no UTF-8 are read as the old code page")
    void oldNames() throws IOException {
        byte[] zip = Zips.stored(Map.of("A/xx.dcm", new byte[] {1}));
        for (int i = 0; i + 1 < zip.length; i++) {
            if (zip[i] == 'x' && zip[i + 1] == 'x') {
                zip[i] = (byte) 0x84;
                zip[i + 1] = (byte) 0x94;
            }
        }
        Taker taker = new Taker();
        read(zip, taker);
        assertThat(taker.intact).containsOnlyKeys("A/äö.dcm");
    }

    @Test
    void everyOtherMethodIsRefused() throws IOException {
        for (int method = 1; method < 100; method++) {
            byte[] zip = STORED.clone();
            zip[8] = (byte) method;
            if (method != 8) {
                assertThat(read(zip, new Taker()).flaw())
                        .as("method %s", method)
                        .contains(FaultCode.ZIP_BROKEN);
            }
        }
    }

    @Test
    void anExtraFieldThatSwallowsTheDataIsADamage() throws IOException {
        byte[] zip = DEFLATED.clone();
        zip[28] ^= 59;
        Taker taker = new Taker();
        assertThat(read(zip, taker).flaw()).contains(FaultCode.ZIP_BROKEN);
        assertThat(taker.intact).isEmpty();
    }

    @Property(tries = 2000)
    @Label("B-19: No mutation makes a wrong entry intact")
    void noMutationMakesAWrongEntryIntact(
            @ForAll boolean deflated,
            @ForAll @IntRange(min = 0, max = 5000) int at,
            @ForAll @IntRange(min = 1, max = 255) int change)
            throws IOException {
        byte[] zip = (deflated ? DEFLATED : STORED).clone();
        zip[at % zip.length] ^= (byte) change;
        Taker taker = new Taker();
        read(zip, taker);
        taker.intact.forEach((name, bytes) -> {
            byte[] sent = ENTRIES.get(name);
            // Of another size than listed it is not taken: that the reader does not know.
            if (sent != null && sent.length == bytes.length) {
                assertThat(bytes).isEqualTo(sent);
            }
        });
    }
}
