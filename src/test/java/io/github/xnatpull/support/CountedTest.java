package io.github.xnatpull.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
    @Test
    void oneIsNoPlural() {
        assertThat(Counted.of(0, "row")).isEqualTo("0 rows");
        assertThat(Counted.of(1, "row")).isEqualTo("1 row");
        assertThat(Counted.of(1_200, "row")).isEqualTo("1,200 rows");
        assertThat(Counted.all(1, "resource")).isEqualTo("the 1 resource");
        assertThat(Counted.all(2, "resource")).isEqualTo("all 2 resources");
    }
}
