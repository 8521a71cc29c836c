package io.github.xnatpull.cli.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Turns the texts of arguments that are no settings into values; the messages say what would have been right. */
public final class ArgumentConverters {
    private ArgumentConverters() {}

    public static void register(CommandLine line) {
        line.registerConverter(Integer.class, ArgumentConverters::number);
        line.registerConverter(int.class, ArgumentConverters::number);
        line.registerConverter(Path.class, ArgumentConverters::path);
        words(line, ListCommand.What.class);
        words(line, CompletionCommand.Shell.class);
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text.trim());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no whole number");
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' is no path on this machine");
        }
    }

    private static <E extends Enum<E>> void words(CommandLine line, Class<E> type) {
        line.registerConverter(type, text -> Arrays.stream(type.getEnumConstants())
                .filter(value -> word(value).equalsIgnoreCase(text.trim()))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(ArgumentConverters::word)
                                .collect(Collectors.joining(", ")))));
    }

    /** How a value of an enum is written. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
