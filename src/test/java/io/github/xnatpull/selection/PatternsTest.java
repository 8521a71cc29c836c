package io.github.xnatpull.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.selection.Patterns.Keys;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatternsTest {
    @Test
    @DisplayName("A listing is looked through once for all names of a filter, not once for each")
    void theListingIsLookedThroughOnce() {
        List<String> rows = IntStream.range(0, 2_000).mapToObj(i -> "S" + i).toList();
        List<String> wanted =
                IntStream.range(1_000, 3_000).mapToObj(i -> "S" + i).toList();
        AtomicInteger looks = new AtomicInteger();
        Keys<String> keys = Keys.of(row -> {
            looks.incrementAndGet();
            return row;
        });
        Patterns known = Patterns.of("sessions", wanted.subList(0, 1_000));
        assertThat(known.unmatched(rows, keys)).isEmpty();
        assertThat(looks).hasValue(rows.size());
        assertThat(Patterns.of("sessions", List.of("S1,S9999", "S5", "S7777", "S*", "T*", "re:S4"))
                        .unmatched(rows, keys))
                .containsExactly("S7777", "T*");
    }
}
