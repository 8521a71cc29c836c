package io.github.xnatpull.acceptance;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Label;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

/** The tests whose display names begin with ids of the acceptance list: "B-03, B-04 …". */
final class AcceptanceTests {
    private static final Pattern IDS = Pattern.compile("(B-\\d{2,3}b?(?:, ?B-\\d{2,3}b?)*):? +(.+)");

    private AcceptanceTests() {}

    /** A test that shows rows of the list. */
    record Shown(List<String> rows, String type, String method, String words, boolean slow) {}

    /** All of them, in order of their classes and names. */
    static List<Shown> all() throws IOException {
        List<Shown> found = new ArrayList<>();
        for (Class<?> type : testClasses()) {
            for (Method method : type.getDeclaredMethods()) {
                shown(type, method).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(Shown::type).thenComparing(Shown::method));
        return found;
    }

    /** Every method of every test class: {@code KillTest.whatWasMovedIsAdopted}. */
    static Set<String> names() throws IOException {
        return testClasses().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .map(method -> type.getSimpleName() + "." + method.getName()))
                .collect(Collectors.toSet());
    }

    private static Optional<Shown> shown(Class<?> type, Method method) {
        return displayName(method).map(IDS::matcher).filter(Matcher::matches).map(match -> {
            List<String> rows = Arrays.stream(match.group(1).split(", ?")).toList();
            return new Shown(rows, type.getSimpleName(), method.getName(), match.group(2), slow(type) || slow(method));
        });
    }

    private static Optional<String> displayName(Method method) {
        return Stream.of(
                        Optional.ofNullable(method.getAnnotation(DisplayName.class))
                                .map(DisplayName::value),
                        Optional.ofNullable(method.getAnnotation(Label.class)).map(Label::value),
                        Optional.ofNullable(method.getAnnotation(ParameterizedTest.class))
                                .map(ParameterizedTest::name))
                .flatMap(Optional::stream)
                .filter(name -> name.startsWith("B-"))
                .findFirst();
    }

    private static boolean slow(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotationsByType(Tag.class))
                .anyMatch(tag -> tag.value().equals("slow"));
    }

    private static List<Class<?>> testClasses() throws IOException {
        Path root = root();
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted().toList()) {
                String name = root.relativize(file).toString();
                if (name.matches("io/.*Tests?\\.class")) {
                    classes.add(load(name.substring(0, name.length() - 6).replace('/', '.')));
                }
            }
        }
        return classes;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, AcceptanceTests.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path root() {
        try {
            return Path.of(AcceptanceTests.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
