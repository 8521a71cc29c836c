package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Whatever happens to an archive on its way: what lands is exactly what the server has, and nothing lands elsewhere. */
@Tag("once")
class MutatedArchiveTest {

    private static final Map<String, String> WANTED = Map.of("1.dcm", "one", "2.dcm", "two two", "sub/3.dcm", "three");

    @Property(tries = 300)
    @Label("B-19: What lands is what the server has")
    void whatLandsIsWhatTheServerHas(
            @ForAll long seed,
            @ForAll boolean deflated,
            @ForAll boolean digests,
            @ForAll @IntRange(min = 0, max = 8) int flips)
            throws IOException {
        Path parent = Files.createTempDirectory("mutated");
        Bench bench = new Bench(parent.resolve("dest"));
        WANTED.forEach((file, text) -> bench.server.put("101", file, text));
        bench.server.digests = digests;
        bench.server.archive = (id, entries) -> deflated ? Zips.deflated(entries) : Zips.stored(entries);
        bench.server.wire = zip -> mutate(zip, new Random(seed), flips);
        Outcome outcome = bench.pull(Bench.scan("101"));
        assertThat(outcome.status()).isEqualTo(Status.LANDED);
        assertThat(bench.files()).containsExactlyInAnyOrderEntriesOf(WANTED);
        assertThat(bench.staged()).isEmpty();
        assertThat(parent.toFile().list()).containsExactly("dest");
        try (Stream<Path> paths = Files.walk(parent)) {
            paths.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
        }
    }

    private static byte[] mutate(byte[] zip, Random random, int flips) {
        byte[] mutated = random.nextInt(3) == 0 ? Arrays.copyOf(zip, random.nextInt(zip.length)) : zip.clone();
        for (int i = 0; i < flips && mutated.length > 0; i++) {
            mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return mutated;
    }
}
