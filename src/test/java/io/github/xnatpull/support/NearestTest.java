package io.github.xnatpull.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KEYS = List.of("transfers", "bandwidth", "retries", "checkers");

    @Test
    void aSlipOfTheFingerIsFound() {
        assertThat(Nearest.of("trasnfers", KEYS)).contains("transfers");
        assertThat(Nearest.of("Retry", KEYS)).isEmpty();
        assertThat(Nearest.of("BANDWIDTH", KEYS)).contains("bandwidth");
    }

    @Test
    void whatIsLikeNothingFindsNothing() {
        assertThat(Nearest.of("colour", KEYS)).isEmpty();
        assertThat(Nearest.of("", KEYS)).isEmpty();
    }

    @Test
    void distanceCountsSwapsOnce() {
        assertThat(Nearest.distance("form", "from")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("abc", "abc")).isZero();
    }
}
