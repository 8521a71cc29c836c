package io.github.xnatpull.report;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** One column of a CSV report: its header and how a row's cell is made. Columns are declared in one list per report. */
record Column<T>(String name, Function<T, String> cell) {
    public static <T> Column<T> of(String name, Function<T, String> cell) {
        return new Column<>(name, cell);
    }

    public static <T> Column<T> number(String name, Function<T, Long> cell) {
        return new Column<>(name, row -> Long.toString(cell.apply(row)));
    }

    /** A number that may be unknown: blank then. */
    static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    static <T> String text(Optional<T> value) {
        return value.map(Object::toString).orElse("");
    }
}
