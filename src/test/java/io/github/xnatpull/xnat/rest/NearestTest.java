package io.github.xnatpull.xnat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({"'','',0", "abc,abc,0", "abc,abd,1", "abc,ab,1", "kitten,sitting,3", "'',xyz,3"})
    void distanceCountsSingleChanges(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
        assertThat(Nearest.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void theNearestComeFirstAndStrangersNotAtAll() {
        assertThat(Nearest.to("pilot", List.of("PILOT2", "PILOT", "PIRATE", "OTHERTHING", "PLOT", "PILOTS")))
                .containsExactly("PILOT", "PILOT2", "PILOTS");
        assertThat(Nearest.to("x", List.of("completely"))).isEmpty();
    }
}
