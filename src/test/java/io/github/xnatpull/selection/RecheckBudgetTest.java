package io.github.xnatpull.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.support.Durations;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecheckBudgetTest {
    @ParameterizedTest(name = "B-97 of {2} files with --recheck-rows {0} --recheck-every {1}: {3}")
    @CsvSource({
        "200000, 7d, 5000, 200000", // all of a small project
        "200000, 7d, 1400000, 200000",
        "200000, 7d, 1400007, 200001", // a seventh is more
        "200000, 7d, 14000000, 2000000",
        "1, 2d, 13, 7",
        "1, 1d, 13, 13",
        "1, 6h, 13, 13", // a share is never more than all
        "1, 0s, 13, 13",
        "0, 1d, 13, 0", // none was asked for
        "1, 7d, 0, 1"
    })
    void theBudget(long rows, String every, long unchanged, long files) {
        assertThat(new Recheck(false, Durations.parse(every), rows).budget(unchanged))
                .isEqualTo(files);
    }

    @Test
    @DisplayName("B-97 a look is too old from twice --recheck-every on, and both are said")
    void tooOld() {
        Recheck weekly = Recheck.standard();
        assertThat(weekly.tooOldAt(Duration.ofDays(14))).isEmpty();
        assertThat(weekly.tooOldAt(Duration.ofDays(14).plusSeconds(1)).orElseThrow())
                .contains("for 14 d", "--recheck-every (7 d)");
    }
}
