package io.github.xnatpull.selection;

import io.github.xnatpull.selection.Patterns.Keys;
import java.util.List;
import java.util.function.Predicate;

/** Chooses files by their path inside the resource. */
final class FileFilter implements Predicate<String> {
    private static final Keys<String> WHOLE = Keys.of(path -> path);
    private static final Keys<String> EITHER = Keys.of(path -> path, FileNames::lastName);

    private final Patterns onPaths;
    private final Patterns onNames;

    FileFilter(List<String> values) {
        onPaths = Patterns.of(
                "file", values.stream().filter(value -> value.indexOf('/') >= 0).toList());
        onNames = Patterns.of(
                "file", values.stream().filter(value -> value.indexOf('/') < 0).toList());
    }

    /** What tells which of the names are borne by files. */
    FileNames names() {
        return new FileNames(onPaths, onNames);
    }

    boolean isEmpty() {
        return onPaths.isEmpty() && onNames.isEmpty();
    }

    @Override
    public boolean test(String path) {
        List<String> alone = List.of(path);
        return isEmpty()
                || onPaths.on(alone, WHOLE).test(path)
                || onNames.on(alone, EITHER).test(path);
    }
}
