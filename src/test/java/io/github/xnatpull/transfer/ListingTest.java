package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.xnat.FileRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a server lists of a resource, and lists by now. */
class ListingTest {

    private static final FileRow ROW = FakeXnat.row("101", "1.dcm", 3, "");

    @Test
    void theServerIsAskedAtMostOnceMore() {
        List<String> asked = new ArrayList<>();
        Listing first = new Listing(Map.of(), () -> {
            asked.add("again");
            return Map.of("1.dcm", ROW);
        });
        Listing newer = first.again();
        assertThat(newer.rows()).containsOnlyKeys("1.dcm");
        assertThat(newer.again()).isSameAs(newer);
        assertThat(first.again()).isSameAs(first);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aQuestionThatFailedIsNotAskedAgain() {
        Listing first = new Listing(Map.of("1.dcm", ROW), () -> {
            throw new IllegalStateException("away");
        });
        assertThatThrownBy(first::again).hasMessage("away");
        assertThat(first.again()).isSameAs(first);
    }
}
