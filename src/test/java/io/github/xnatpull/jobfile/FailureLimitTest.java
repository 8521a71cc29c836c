package io.github.xnatpull.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.jobfile.FailureLimit.Count;
import io.github.xnatpull.jobfile.FailureLimit.Percent;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureLimitTest {
    private record Holder(Optional<FailureLimit> limit) {}

    @ParameterizedTest
    @CsvSource({"20, 1000, 20", "20, 3, 20", "5%, 1000, 50", "5%, 3, 1", "100%, 7, 7", "0, 9, 0"})
    void aLimitIsANumberOrAPartOfThePlan(String text, long planned, long failures) {
        FailureLimit limit = FailureLimit.parse(text);
        assertThat(limit.of(planned)).isEqualTo(failures);
        assertThat(limit.text()).isEqualTo(text);
    }

    @Test
    void aRunRemembersItAsItIsWritten() {
        Holder five = new Holder(Optional.of(new Percent(5)));
        String json = PullRequestJson.mapper().writeValueAsString(five);
        assertThat(json).isEqualTo("{\"limit\":\"5%\"}");
        assertThat(read(json)).isEqualTo(five);
        assertThat(read("{\"limit\":null}").limit()).isEmpty();
    }

    @Test
    void whatRunsOfVersion01RememberIsStillRead() {
        assertThat(read("{\"limit\":-5}").limit()).contains(new Percent(5));
        assertThat(read("{\"limit\":20}").limit()).contains(new Count(20));
    }

    private static Holder read(String json) {
        return PullRequestJson.mapper().readValue(json, Holder.class);
    }
}
