package io.github.xnatpull.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({"'','',0", "abc,abc,0", "abc,abd,1", "abc,ab,1", "kitten,sitting,3", "'',xyz,3"})
    void distanceCountsSingleChanges(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
        assertThat(Nearest.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void theNearestComeFirstAndStrangersNotAtAll() {
        assertThat(Nearest.several("pilot", List.of("PILOT2", "PILOT", "PIRATE", "OTHERTHING", "PLOT", "PILOTS")))
                .containsExactly("PILOT", "PILOT2", "PILOTS");
        assertThat(Nearest.several("x", List.of("completely"))).isEmpty();
    }
}
