package io.github.xnatpull.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.xnatpull.docs.AcceptanceTests.Shown;
import io.github.xnatpull.docs.TestRecord.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes down which tests began and how they ended, one line each as it happens, so that a run that is cut short has told
 * of what came before. Each JVM writes to a file of its own in the folder of the property {@value #FOLDER}; without that
 * property nothing is written.
 */
public final class TestRecorder implements TestExecutionListener {
    static final String FOLDER = "xnatpull.test.records";
    private static final String JAVA = String.valueOf(Runtime.version().feature());
    private static final double NANOS = 1e9;

    private final Optional<Path> file;
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private volatile TestPlan plan;

    /** For JUnit, which finds it as a service. */
    public TestRecorder() {
        this(Optional.ofNullable(System.getProperty(FOLDER))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolve(fileName())));
    }

    TestRecorder(Optional<Path> file) {
        this.file = file;
    }

    /** Files sort by the start of their JVM. */
    private static String fileName() {
        return "%013d-java%s-%d.tsv"
                .formatted(
                        ManagementFactory.getRuntimeMXBean().getStartTime(),
                        JAVA,
                        ProcessHandle.current().pid());
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            begun.put(test.getUniqueId(), System.nanoTime());
            write(test, Result.STARTED, "");
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        methods(test).forEach(method -> write(method, Result.SKIPPED, reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult end) {
        Result result =
                switch (end.getStatus()) {
                    case SUCCESSFUL -> Result.PASSED;
                    case ABORTED -> Result.SKIPPED;
                    case FAILED -> Result.FAILED;
                };
        if (test.isTest() || result != Result.PASSED) {
            methods(test).forEach(method -> write(method, result, reason(end)));
        }
    }

    /** The tests themselves: what ends a class before its tests or after them is told of each of them. */
    private Stream<TestIdentifier> methods(TestIdentifier test) {
        return Stream.concat(Stream.of(test), plan.getDescendants(test).stream())
                .filter(each -> method(each).isPresent());
    }

    private static Optional<MethodSource> method(TestIdentifier test) {
        return test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
    }

    private static String reason(TestExecutionResult end) {
        return end.getThrowable()
                .map(TestRecorder::words)
                .map(message -> message.replaceFirst("^Assumption failed: ", ""))
                .orElse("");
    }

    /** The first line of what it says, and of what lies beneath: a file that could not be removed is named only there. */
    private static String words(Throwable thrown) {
        String own = Optional.ofNullable(thrown.getMessage())
                .orElse(thrown.toString())
                .strip()
                .lines()
                .findFirst()
                .orElse("");
        return Stream.concat(
                        Stream.of(own),
                        Stream.concat(Stream.ofNullable(thrown.getCause()), Stream.of(thrown.getSuppressed()))
                                .map(TestRecorder::words))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private void write(TestIdentifier test, Result result, String reason) {
        if (file.isEmpty()) {
            return;
        }
        MethodSource source = method(test).orElseThrow();
        Shown shown = AcceptanceTests.shown(source.getJavaClass(), source.getJavaMethod())
                .orElseGet(() ->
                        new Shown(List.of(), source.getClassName(), source.getMethodName(), test.getDisplayName()));
        Long begin = begun.get(test.getUniqueId());
        double seconds = begin == null ? 0 : (System.nanoTime() - begin) / NANOS;
        append(
                file.get(),
                new TestRecord(result, JAVA, test.getUniqueId(), test.getDisplayName(), shown, reason, seconds));
    }

    private static synchronized void append(Path file, TestRecord record) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, record.line(), UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
