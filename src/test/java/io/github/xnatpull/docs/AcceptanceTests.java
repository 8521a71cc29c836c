package io.github.xnatpull.docs;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** A test that shows rows of the list; {@code type} is the full name of its class. */
    record Shown(List<String> rows, String type, String method, String words) {
        String simpleName() {
            return type.substring(type.lastIndexOf('.') + 1) + "." + method;
        }
    }

    /** A test that there is, and whether it is of the group that only {@code make test-slow} runs. */
    record Declared(Shown test, boolean slow) {}

    /** All of them, in order of their classes and names. */
    static List<Declared> all() throws IOException {
        List<Declared> found = new ArrayList<>();
        for (Class<?> type : testClasses()) {
            for (Method method : methods(type)) {
                shown(type, method)
                        .map(test -> new Declared(test, slow(type) || slow(method)))
                        .ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing((Declared declared) -> declared.test().simpleName()));
        return found;
    }

    /** Every method of every test class: {@code KillTest.whatWasMovedIsAdopted}. */
    static Set<String> names() throws IOException {
        return testClasses().stream()
                .flatMap(type -> methods(type).stream().map(method -> type.getSimpleName() + "." + method.getName()))
                .collect(Collectors.toSet());
    }

    /** Those of a class, and those that it has of the classes above it: they run with it, and bear its name. */
    private static List<Method> methods(Class<?> type) {
        Map<String, Method> methods = new LinkedHashMap<>();
        if (!Modifier.isAbstract(type.getModifiers())) {
            for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
                for (Method method : at.getDeclaredMethods()) {
                    methods.putIfAbsent(method.getName() + Arrays.toString(method.getParameterTypes()), method);
                }
            }
        }
        return List.copyOf(methods.values());
    }

    /** What a method shows by its own name and those of the classes around it; empty where none of them bears an id. */
    static Optional<Shown> shown(Class<?> type, Method method) {
        List<String> rows = new ArrayList<>();
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            names(around).map(IDS::matcher).filter(Matcher::matches).forEach(match -> rows.addAll(ids(match)));
        }
        List<String> names = names(method).toList();
        Optional<Matcher> own =
                names.stream().map(IDS::matcher).filter(Matcher::matches).findFirst();
        own.ifPresent(match -> rows.addAll(ids(match)));
        String words = own.map(match -> match.group(2))
                .or(() -> names.stream().findFirst())
                .orElse(method.getName());
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Shown(rows.stream().distinct().toList(), type.getName(), method.getName(), words));
    }

    /** A display name without the ids at its begin. */
    static String withoutIds(String name) {
        Matcher match = IDS.matcher(name);
        return match.matches() ? match.group(2) : name;
    }

    private static List<String> ids(Matcher name) {
        return List.of(name.group(1).split(", ?"));
    }

    private static Stream<String> names(AnnotatedElement element) {
        return Stream.of(
                        Optional.ofNullable(element.getAnnotation(DisplayName.class))
                                .map(DisplayName::value),
                        Optional.ofNullable(element.getAnnotation(Label.class)).map(Label::value),
                        Optional.ofNullable(element.getAnnotation(ParameterizedTest.class))
                                .map(ParameterizedTest::name))
                .flatMap(Optional::stream);
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
