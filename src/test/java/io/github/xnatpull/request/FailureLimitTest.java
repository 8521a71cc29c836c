package io.github.xnatpull.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureLimitTest {
    @ParameterizedTest
    @CsvSource({"20, 1000, 20", "20, 3, 20", "5%, 1000, 50", "5%, 3, 1", "100%, 7, 7", "0, 9, 0"})
    void aLimitIsANumberOrAPartOfThePlan(String text, long planned, long failures) {
        FailureLimit limit = FailureLimit.parse(text);
        assertThat(limit.of(planned)).isEqualTo(failures);
        assertThat(limit.text()).isEqualTo(text);
    }
}
