package io.github.xnatpull.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluralTest {
    @Test
    void oneIsNoPlural() {
        assertThat(Plural.of(0, "row")).isEqualTo("0 rows");
        assertThat(Plural.of(1, "row")).isEqualTo("1 row");
        assertThat(Plural.of(1_200, "row")).isEqualTo("1,200 rows");
        assertThat(Plural.all(1, "resource")).isEqualTo("the 1 resource");
        assertThat(Plural.all(2, "resource")).isEqualTo("all 2 resources");
    }
}
