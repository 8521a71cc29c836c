package io.github.xnatpull.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
    @Test
    void numbersAreOrderedByTheirValue() {
        assertThat(Stream.of("10", "2", "1-MR2", "1-MR10", "01", "1", "", "MR", "99999999999999999999")
                        .sorted(NaturalOrder.INSTANCE))
                .containsExactly("", "01", "1", "1-MR2", "1-MR10", "2", "10", "99999999999999999999", "MR");
    }
}
