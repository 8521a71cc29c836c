package io.github.xnatpull.docs;

import io.github.xnatpull.docs.AcceptanceTests.Shown;
import io.github.xnatpull.docs.TestRecord.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What tests ran, and how they ended, on each Java. Of a test that ran again later, as it ended last. */
final class TestRecords {
    private static final BinaryOperator<TestRecord> FURTHER =
            BinaryOperator.maxBy(Comparator.comparing(TestRecord::result));

    private final Map<Shown, SortedMap<String, List<TestRecord>>> tests;

    private TestRecords(Map<Shown, SortedMap<String, List<TestRecord>>> tests) {
        this.tests = tests;
    }

    /** Those of a folder; none where there is no such folder. */
    static TestRecords in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return of(List.of());
        }
        List<List<TestRecord>> runs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".tsv"))
                    .sorted()
                    .toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    runs.add(lines.flatMap(line -> TestRecord.of(line).stream()).toList());
                }
            }
        }
        return of(runs);
    }

    /** Those of several JVMs, in the order of their starts. */
    static TestRecords of(List<List<TestRecord>> runs) {
        Map<Shown, SortedMap<String, List<TestRecord>>> tests = new LinkedHashMap<>();
        for (List<TestRecord> run : runs) {
            Map<Shown, Map<String, List<TestRecord>>> ended = run.stream()
                    .collect(Collectors.toMap(
                            record -> record.java() + " " + record.id(), record -> record, FURTHER, LinkedHashMap::new))
                    .values()
                    .stream()
                    .collect(Collectors.groupingBy(
                            TestRecord::test, LinkedHashMap::new, Collectors.groupingBy(TestRecord::java)));
            ended.forEach((test, javas) ->
                    tests.computeIfAbsent(test, any -> newByJava()).putAll(javas));
        }
        return new TestRecords(tests);
    }

    private static SortedMap<String, List<TestRecord>> newByJava() {
        return new TreeMap<>(Comparator.comparingInt(Integer::parseInt));
    }

    /** The versions of Java that ran any test. */
    SortedSet<String> javas() {
        SortedSet<String> found = new TreeSet<>(Comparator.comparingInt(Integer::parseInt));
        tests.values().forEach(javas -> found.addAll(javas.keySet()));
        return found;
    }

    /** All that ran or were skipped, also those that show no row of the acceptance list. */
    List<TestResult> all() {
        return tests.keySet().stream().map(this::of).toList();
    }

    /** How one test ended. */
    TestResult of(Shown test) {
        return new TestResult(test, tests.getOrDefault(test, newByJava()), javas());
    }

    /** Those that failed or never came to their end. */
    static boolean isFailure(TestRecord record) {
        return record.result() == Result.FAILED || record.result() == Result.STARTED;
    }
}
