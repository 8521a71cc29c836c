package io.github.xnatpull.docs;

import io.github.xnatpull.docs.AcceptanceTests.Shown;
import io.github.xnatpull.docs.TestRecord.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a test ended, with all its variants.
 *
 * @param javas its records, by version of Java
 * @param versions all versions of Java that any test ran on
 */
record TestResult(Shown test, SortedMap<String, List<TestRecord>> javas, SortedSet<String> versions) {

    /** Whether a variant failed, or never came to its end. */
    boolean failed() {
        return any(TestRecords::isFailure);
    }

    /** Whether a variant passed and none failed. */
    boolean passed() {
        return !failed() && any(record -> record.result() == Result.PASSED);
    }

    /** Whether there are records, and all say that it was skipped. */
    boolean skipped() {
        return !failed() && !passed() && !javas.isEmpty();
    }

    /** Whether nothing is known of it. */
    boolean notRun() {
        return javas.isEmpty();
    }

    /** Why variants were skipped, each reason once. */
    List<String> reasons() {
        return reasons(records());
    }

    /** The variants that were skipped, or failed. */
    List<TestRecord> records(Predicate<TestRecord> which) {
        return records().stream().filter(which).toList();
    }

    /** {@code passed}; {@code passed on Java 17 only}; {@code passed on Java 17; skipped: no disk on Java 25}. */
    String words() {
        Map<String, List<String>> versionsOf = new LinkedHashMap<>();
        javas.forEach((java, records) -> versionsOf.merge(
                words(records), List.of(java), (some, more) -> Stream.concat(some.stream(), more.stream())
                        .toList()));
        if (versionsOf.size() == 1) {
            String words = versionsOf.keySet().iterator().next();
            return javas.keySet().containsAll(versions)
                    ? words
                    : words + " on Java " + joined(javas.keySet()) + " only";
        }
        return versionsOf.entrySet().stream()
                .map(words -> "on Java " + joined(words.getValue()) + " " + words.getKey())
                .collect(Collectors.joining("; "));
    }

    static String joined(Iterable<String> versions) {
        return String.join(" and ", versions);
    }

    private static String words(List<TestRecord> records) {
        if (records.stream().anyMatch(TestRecords::isFailure)) {
            return "failed";
        }
        List<String> reasons = reasons(records);
        if (reasons.isEmpty()) {
            return "passed";
        }
        String why = "skipped: " + String.join("; ", reasons);
        long skipped = records.stream()
                .filter(record -> record.result() == Result.SKIPPED)
                .count();
        return skipped == records.size() ? why : "passed; %d of %d variants ".formatted(skipped, records.size()) + why;
    }

    private static List<String> reasons(List<TestRecord> records) {
        return records.stream()
                .filter(record -> record.result() == Result.SKIPPED)
                .map(TestRecord::reason)
                .distinct()
                .toList();
    }

    private boolean any(Predicate<TestRecord> which) {
        return records().stream().anyMatch(which);
    }

    private List<TestRecord> records() {
        return javas.values().stream().flatMap(List::stream).toList();
    }
}
