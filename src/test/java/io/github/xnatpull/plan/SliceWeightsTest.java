package io.github.xnatpull.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.plan.SliceWeights.Range;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SliceWeightsTest {
    private static final long MIB = 1L << 20;

    @Test
    void equalItemsMakeSixteenSlicesPerTransfer() {
        List<Range> ranges =
                cut(4, LongStream.range(0, 3200).map(item -> 10 * MIB).toArray());

        assertThat(ranges).hasSize(64).noneMatch(Range::solo);
        assertThat(ranges.get(0)).isEqualTo(new Range(1, 50, false));
        assertThat(ranges.get(63).last()).isEqualTo(3200);
    }

    @Test
    void rangesFollowOneAnotherWithoutGapOrOverlap() {
        List<Range> ranges = cut(
                8,
                LongStream.range(1, 1000).map(item -> (item * 7919 % 50) * MIB).toArray());

        for (int next = 1; next < ranges.size(); next++) {
            assertThat(ranges.get(next).first()).isEqualTo(ranges.get(next - 1).last() + 1);
        }
        assertThat(ranges.get(ranges.size() - 1).last()).isEqualTo(999);
    }

    @Test
    void neverMoreThan256SlicesAndNeverMoreThanItems() {
        assertThat(cut(32, LongStream.range(0, 10_000).map(item -> MIB).toArray()))
                .hasSizeBetween(240, 256);
        assertThat(cut(4, MIB, MIB, MIB)).hasSize(3);
        assertThat(cut(4)).isEmpty();
        assertThat(cut(4, 5000 * MIB)).containsExactly(new Range(1, 1, false));
    }

    @Test
    void heavyItemsAreSlicesOfTheirOwnAndGoFirstHeaviestAhead() {
        long[] sizes = LongStream.range(0, 100).map(item -> MIB).toArray();
        sizes[40] = 500 * MIB;
        sizes[70] = 900 * MIB;

        List<Range> ranges = cut(4, sizes);

        assertThat(ranges.get(0)).isEqualTo(new Range(71, 71, true));
        assertThat(ranges.get(1)).isEqualTo(new Range(41, 41, true));
        assertThat(ranges.subList(2, ranges.size())).noneMatch(Range::solo);
    }

    @Test
    void unknownSizesWeighTheMedianOfTheirLabelElseTwentyMebibytes() {
        SliceWeights.Samples samples = new SliceWeights.Samples();
        samples.add("DICOM", OptionalLong.of(10 * MIB));
        samples.add("DICOM", OptionalLong.of(30 * MIB));
        samples.add("DICOM", OptionalLong.of(1000 * MIB));
        SliceWeights weights = samples.weights();

        assertThat(weights.of("DICOM", OptionalLong.empty())).isEqualTo(31 * MIB);
        assertThat(weights.of("NIFTI", OptionalLong.empty())).isEqualTo(21 * MIB);
        assertThat(weights.of("NIFTI", OptionalLong.of(0))).isEqualTo(MIB);
    }

    private static List<Range> cut(int transfers, long... sizes) {
        SliceWeights weights = new SliceWeights.Samples().weights();
        SliceWeights.Totals totals = new SliceWeights.Totals();
        for (long size : sizes) {
            totals.add(weights.of("any", OptionalLong.of(size)));
        }
        SliceWeights.Cut cut = totals.cut(transfers);
        for (int index = 0; index < sizes.length; index++) {
            cut.add(index + 1, weights.of("any", OptionalLong.of(sizes[index])));
        }
        return cut.ranges();
    }
}
