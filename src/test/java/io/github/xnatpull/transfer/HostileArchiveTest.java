package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.PlanItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that somebody made to do harm. */
class HostileArchiveTest {
    private static final PlanItem ITEM = Bench.scan("101");
    private static final int LINK = 0120777;
    private static final int DEVICE = 0060666;

    @TempDir
    private Path directory;

    private Bench bench;

    @BeforeEach
    void serve() {
        bench = new Bench(directory.resolve("dest"));
        bench.server.put("101", "1.dcm", "one").put("101", "2.dcm", "two two").put("101", "3.dcm", "three");
    }

    private void landsAsListed() throws IOException {
        assertThat(bench.pull(ITEM).status()).isEqualTo(Status.LANDED);
        assertThat(bench.files())
                .containsExactlyInAnyOrderEntriesOf(Map.of("1.dcm", "one", "2.dcm", "two two", "3.dcm", "three"));
        assertThat(bench.staged()).isEmpty();
        try (Stream<Path> paths = Files.walk(directory)) {
            assertThat(paths)
                    .noneMatch(Files::isSymbolicLink)
                    .allMatch(path -> Files.isRegularFile(path) || Files.isDirectory(path));
        }
        try (Stream<Path> beside = Files.list(directory)) {
            assertThat(beside).containsExactly(bench.root);
        }
    }

    @ParameterizedTest(name = "B-49: an entry that says it is a link or a device (mode {0}) becomes neither")
    @ValueSource(ints = {LINK, DEVICE})
    void linksAndDevicesAreFilesOrNothing(int mode) throws IOException {
        bench.server.archive = (id, entries) -> {
            Map<String, byte[]> changed = new LinkedHashMap<>(entries);
            String name = bench.server.entryPrefix + "2.dcm";
            changed.put(name, "../../../outside".getBytes(StandardCharsets.UTF_8));
            return Zips.withMode(changed, name, mode);
        };
        landsAsListed();
    }

    @Test
    @DisplayName("B-50: two hundred thousand entries that nobody listed are not read to their end")
    void floodsOfEntriesAreStopped() throws IOException {
        bench.server.archive = (id, entries) -> {
            Map<String, byte[]> flood = new LinkedHashMap<>();
            for (int i = 0; i < 200_000; i++) {
                flood.put("x" + i, new byte[0]);
            }
            flood.putAll(entries);
            return Zips.stored(flood);
        };
        landsAsListed();
        assertThat(bench.warnings.toString()).contains("entries that could be expected");
    }

    @ParameterizedTest(name = "B-50: an entry that says it has {0} bytes, and has others, is not taken at its word")
    @ValueSource(ints = {0, 2, 900, Integer.MAX_VALUE, -1})
    void declaredSizesAreNotBelieved(int declared) throws IOException {
        bench.server.wire = zip -> {
            byte[] changed = zip.clone();
            for (int i = 0; i < 4; i++) {
                changed[18 + i] = (byte) (declared >>> (8 * i));
                changed[22 + i] = (byte) (declared >>> (8 * i));
            }
            return changed;
        };
        landsAsListed();
    }
}
