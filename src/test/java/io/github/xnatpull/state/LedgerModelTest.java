package io.github.xnatpull.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import org.springframework.util.FileSystemUtils;

/** The ledger as a state machine: whatever is done to it, it holds what a map would hold, also after it was closed. */
class LedgerModelTest {
    /** Names that databases like to take for one another. */
    private static final List<String> NAMES = List.of("a", "A", "a ", " a", "", "ä", "a\u0308", "1", "01", "a'b", "%");

    private final List<Path> directories = new ArrayList<>();

    /** Something done to the ledger. */
    private sealed interface Step {
        record Land(ResourceKey key, Status status, long bytes) implements Step {}

        record See(ResourceKey key) implements Step {}

        record Reopen() implements Step {}
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<ResourceKey> keys = Combinators.combine(
                        Arbitraries.of("P", "p"), Arbitraries.of("E1", "E1 ", "e1"), Arbitraries.of(NAMES))
                .as((project, session, name) ->
                        new ResourceKey(project, session, Level.SCAN, name, InOut.NONE, name + "x"));
        Arbitrary<Step> land = Combinators.combine(
                        keys,
                        Arbitraries.of(Status.LANDED, Status.EMPTY, Status.INCOMPLETE, Status.CONFLICT),
                        Arbitraries.longs().between(0, Long.MAX_VALUE))
                .as(Step.Land::new);
        Arbitrary<Step> see = keys.map(Step.See::new);
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(10, land),
                net.jqwik.api.Tuple.of(4, see),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(new Step.Reopen())));
        return step.list().ofMinSize(1).ofMaxSize(40);
    }

    @Property(tries = 40)
    @Label("B-10: The ledger holds what was recorded last, whatever names look alike, also after it was closed")
    void theLedgerIsAMap(@ForAll("steps") List<Step> steps) throws IOException {
        Path directory = Files.createTempDirectory("ledger");
        directories.add(directory);
        Map<ResourceKey, LedgerRow> model = new HashMap<>();
        StateDatabase state = StateDatabase.open(directory, 2);
        try {
            int run = 0;
            for (Step step : steps) {
                JdbcLedger ledger = new JdbcLedger(state);
                run++;
                if (step instanceof Step.Land land) {
                    LedgerRow row = row(land, "run-" + run);
                    ledger.record(row);
                    model.put(row.key(), row);
                } else if (step instanceof Step.See see) {
                    ledger.seen(List.of(see.key()), "run-" + run);
                    String now = "run-" + run;
                    model.computeIfPresent(see.key(), (key, row) -> seen(row, now));
                } else {
                    state.close();
                    state = StateDatabase.open(directory, 2);
                }
            }
            same(new JdbcLedger(state), model);
        } finally {
            state.close();
        }
    }

    private static void same(JdbcLedger ledger, Map<ResourceKey, LedgerRow> model) {
        Map<ResourceKey, LedgerRow> found = new HashMap<>();
        ledger.forEach(
                row -> assertThat(found.put(row.key(), row)).as("once each").isNull());
        assertThat(found).isEqualTo(model);
        assertThat(ledger.isEmpty()).isEqualTo(model.isEmpty());
        for (String project : List.of("P", "p", "other")) {
            for (String session : List.of("E1", "E1 ", "e1")) {
                Set<LedgerRow> expected = model.values().stream()
                        .filter(row -> row.key().project().equals(project)
                                && row.key().accessionId().equals(session))
                        .collect(Collectors.toSet());
                assertThat(Set.copyOf(ledger.ofSession(project, session))).isEqualTo(expected);
            }
            assertThat(ledger.countOutside(project, Set.of("E1")))
                    .isEqualTo(model.keySet().stream()
                            .filter(key -> key.project().equals(project)
                                    && !key.accessionId().equals("E1"))
                            .count());
        }
    }

    private static LedgerRow row(Step.Land land, String run) {
        return new LedgerRow(
                land.key(),
                "7",
                land.key().name(),
                "folder of " + land.key().name(),
                land.status(),
                new Extent(3, land.bytes(), 4, OptionalLong.of(land.bytes()), Proof.MD5),
                new Hints(OptionalLong.empty(), OptionalLong.of(0)),
                Instant.ofEpochMilli(1_700_000_000_000L),
                run,
                run,
                "receipt-" + run);
    }

    private static LedgerRow seen(LedgerRow row, String run) {
        return new LedgerRow(
                row.key(),
                row.resourceId(),
                row.label(),
                row.folder(),
                row.status(),
                row.extent(),
                row.hints(),
                row.landedAt(),
                row.landedInRun(),
                run,
                row.receiptId());
    }

    @AfterProperty
    void tidy() throws IOException {
        for (Path directory : directories) {
            FileSystemUtils.deleteRecursively(directory);
        }
    }
}
