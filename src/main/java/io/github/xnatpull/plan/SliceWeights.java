package io.github.xnatpull.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How a plan is cut into slices of about equal weight: about sixteen per transfer, so that the last ones end together,
 * at most 256, so that Spring Batch's bookkeeping stays constant for any project.
 */
public final class SliceWeights {
    /** What an item costs beyond its bytes: requests, proof, bookkeeping. */
    static final long FLOOR = 1L << 20;

    static final long UNKNOWN = 20L << 20;
    static final int PER_TRANSFER = 16;
    static final int MOST = 256;

    private final Map<String, Long> medians;

    private SliceWeights(Map<String, Long> medians) {
        this.medians = medians;
    }

    /** How many slices a plan has at most. */
    public static long most(int transfers) {
        return Math.min((long) PER_TRANSFER * transfers, MOST);
    }

    /** The weight of an item: hinted bytes, else the median of its label in this plan, else 20 MiB; and 1 MiB more. */
    public long of(String label, OptionalLong hintedBytes) {
        return hintedBytes.orElseGet(() -> medians.getOrDefault(label, UNKNOWN)) + FLOOR;
    }

    /** Collects hinted sizes by label, a bounded number of each. */
    public static final class Samples {
        private static final int MOST_PER_LABEL = 2000;
        private static final int MOST_LABELS = 1000;
        private final Map<String, List<Long>> sizes = new HashMap<>();

        public void add(String label, OptionalLong hintedBytes) {
            if (hintedBytes.isEmpty() || (sizes.size() >= MOST_LABELS && !sizes.containsKey(label))) {
                return;
            }
            List<Long> known = sizes.computeIfAbsent(label, any -> new ArrayList<>());
            if (known.size() < MOST_PER_LABEL) {
                known.add(hintedBytes.getAsLong());
            }
        }

        public SliceWeights weights() {
            Map<String, Long> medians = new HashMap<>();
            sizes.forEach((label, known) -> {
                long[] sorted =
                        known.stream().mapToLong(Long::longValue).sorted().toArray();
                medians.put(label, sorted[sorted.length / 2]);
            });
            return new SliceWeights(medians);
        }
    }

    /** Adds up weights. */
    public static final class Totals {
        private long items;
        private long weight;

        public void add(long itemWeight) {
            items++;
            weight += itemWeight;
        }

        /** The cut for this total. */
        public Cut cut(int transfers) {
            return new Cut(items, weight, transfers);
        }
    }

    /** Takes items in order and gives ranges of their numbers. */
    public static final class Cut {
        private final long heavy;
        private final long slices;
        private final List<Range> solos = new ArrayList<>();
        private final List<Long> soloWeights = new ArrayList<>();
        private final List<Range> ranges = new ArrayList<>();
        private final long total;
        private long first = -1;
        private long last = -1;
        private long gathered;

        private Cut(long items, long total, int transfers) {
            this.total = total;
            this.heavy = items <= 1 ? Long.MAX_VALUE : total / (4L * transfers);
            this.slices = Math.max(1, Math.min(most(transfers), items));
        }

        public void add(long number, long weight) {
            if (weight > heavy) {
                solos.add(new Range(number, number, true));
                soloWeights.add(weight);
                return;
            }
            first = first < 0 ? number : first;
            last = number;
            gathered += weight;
            // The last slice takes what rounding leaves over: never one slice more than meant.
            if (gathered >= total / slices && ranges.size() + solos.size() < slices - 1) {
                close();
            }
        }

        private void close() {
            if (first >= 0) {
                ranges.add(new Range(first, last, false));
            }
            first = -1;
            gathered = 0;
        }

        /** Heavy items first, the heaviest of all before the others; then the rest in order. */
        public List<Range> ranges() {
            close();
            Integer[] order = new Integer[solos.size()];
            Arrays.setAll(order, index -> index);
            Arrays.sort(
                    order,
                    Comparator.comparing((Integer index) -> soloWeights.get(index))
                            .reversed());
            List<Range> all = new ArrayList<>();
            for (Integer index : order) {
                all.add(solos.get(index));
            }
            all.addAll(ranges);
            return all;
        }
    }

    /** A slice: the items with work from one number to another; {@code solo} holds exactly one, which no other has. */
    public record Range(long first, long last, boolean solo) {}
}
