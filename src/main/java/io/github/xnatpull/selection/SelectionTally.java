package io.github.xnatpull.selection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Counts what each filter leaves, and remembers values it met, so that an empty selection explains itself. Counts are
 * of sessions: after a filter on scans, of sessions that still have a scan. Safe for many threads; what it remembers is
 * bounded.
 */
public final class SelectionTally {
    private static final int REMEMBERED = 500;
    private static final int SHOWN = 12;

    private final LongAdder listed = new LongAdder();
    private final LongAdder undated = new LongAdder();
    private final Map<Stage, Step> steps = new EnumMap<>(Stage.class);

    /** The filters in the order they work. */
    public enum Stage {
        SUBJECT,
        SESSION,
        EXCLUDED_SESSION,
        TYPE,
        DATES,
        LIMIT,
        SCAN,
        EXCLUDED_SCAN,
        QUALITY,
        ASSESSOR,
        RESOURCE
    }

    /**
     * @param wording what comes behind the count
     * @param noun what the values it meets are called
     * @param seen guarded by itself
     */
    private record Step(String wording, String noun, List<String> wanted, LongAdder left, TreeSet<String> seen) {
        List<String> remembered() {
            synchronized (seen) {
                return List.copyOf(seen);
            }
        }
    }

    SelectionTally() {}

    /** Announces a filter; before any count, by one thread. */
    void expect(Stage stage, String wording, String noun, List<String> wanted) {
        steps.put(stage, new Step(wording, noun, wanted, new LongAdder(), new TreeSet<>()));
    }

    void listed(int sessions) {
        listed.add(sessions);
    }

    void undated(int sessions) {
        undated.add(sessions);
    }

    /** So many more sessions are left by an announced filter. */
    void left(Stage stage, int sessions) {
        step(stage).left().add(sessions);
    }

    /** One session went through a filter on its parts. */
    <T> void session(Stage stage, List<T> left, List<T> before, Function<T, String> value) {
        left(stage, left.isEmpty() ? 0 : 1);
        seen(stage, before.stream().map(value).toList());
    }

    void seen(Stage stage, Collection<String> values) {
        TreeSet<String> seen = step(stage).seen();
        synchronized (seen) {
            for (String value : values) {
                if (!value.isBlank() && (stage == Stage.DATES || seen.size() < REMEMBERED)) {
                    seen.add(value);
                }
            }
            while (stage == Stage.DATES && seen.size() > 2) {
                // Of dates only the ends of the range are told.
                seen.remove(seen.higher(seen.first()));
            }
        }
    }

    private Step step(Stage stage) {
        return Objects.requireNonNull(steps.get(stage), "not announced");
    }

    /** Sessions that were left out because they bear no date while dates are asked for. */
    public long undated() {
        return undated.sum();
    }

    /** For example: {@code 812 sessions, 14 after dates, 0 after scan type 'T1W'; types seen: T1w, T2w}. */
    public String explain() {
        StringBuilder text = new StringBuilder(listed.sum() + (listed.sum() == 1 ? " session" : " sessions"));
        List<String> notes = new ArrayList<>();
        boolean reached = listed.sum() > 0;
        for (Map.Entry<Stage, Step> entry : steps.entrySet()) {
            Step step = entry.getValue();
            if (reached && !entry.getKey().equals(Stage.LIMIT)) {
                text.append(", ").append(step.left().sum()).append(' ').append(step.wording());
                undatedNote(entry.getKey(), text);
                reached = step.left().sum() > 0 || entry.getKey().compareTo(Stage.LIMIT) > 0;
                if (step.left().sum() == 0) {
                    note(step, entry.getKey(), notes);
                }
            }
        }
        notes.forEach(note -> text.append("; ").append(note));
        return text.toString();
    }

    private void undatedNote(Stage stage, StringBuilder text) {
        if (stage == Stage.DATES && undated() > 0) {
            text.append(" (").append(undated()).append(undated() == 1 ? " has no date)" : " have no date)");
        }
    }

    private static void note(Step step, Stage stage, List<String> notes) {
        List<String> seen = step.remembered();
        if (seen.isEmpty()) {
            return;
        }
        String values = stage == Stage.DATES
                ? String.join(" to ", seen)
                : String.join(", ", seen.subList(0, Math.min(SHOWN, seen.size())));
        String more = stage != Stage.DATES && seen.size() > SHOWN ? " and " + (seen.size() - SHOWN) + " more" : "";
        notes.add(step.noun() + " seen: " + values + more);
        for (String wanted : step.wanted()) {
            seen.stream()
                    .filter(value -> value.equalsIgnoreCase(wanted))
                    .findFirst()
                    .ifPresent(value -> notes.add("'" + wanted + "' and '" + value + "' differ in case"));
        }
    }
}
