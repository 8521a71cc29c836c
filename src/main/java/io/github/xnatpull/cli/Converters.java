package io.github.xnatpull.cli;

import io.github.xnatpull.catalogue.Level;
import io.github.xnatpull.cli.console.ProgressStyle;
import io.github.xnatpull.jobfile.PullRequest.Archives;
import io.github.xnatpull.jobfile.PullRequest.NameBy;
import io.github.xnatpull.support.ByteSize;
import io.github.xnatpull.support.Durations;
import io.github.xnatpull.transfer.TransferSettings.Existing;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns the texts of flags and environment variables into values; the messages say what would have been right. */
final class Converters {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ROOT);

    private Converters() {}

    static void register(CommandLine line) {
        line.registerConverter(Duration.class, checked(Durations::parse));
        line.registerConverter(ByteSize.class, checked(ByteSize::parse));
        line.registerConverter(LocalDate.class, Converters::date);
        line.registerConverter(LocalTime.class, Converters::time);
        line.registerConverter(Integer.class, Converters::number);
        line.registerConverter(FailureLimit.class, checked(FailureLimit::parse));
        words(line, Level.class);
        words(line, Existing.class);
        words(line, NameBy.class);
        words(line, Archives.class);
        words(line, OnFailure.class);
        words(line, ProgressStyle.class);
        words(line, ListCommand.What.class);
        words(line, CompletionCommand.Shell.class);
    }

    /** What to do when a resource fails. */
    enum OnFailure {
        CONTINUE,
        STOP
    }

    private static <T> ITypeConverter<T> checked(Function<String, T> reader) {
        return text -> {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.trim());
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no date; write for example 2026-01-31");
        }
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text.trim(), TIME);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no time of day; write for example 06:00");
        }
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text.trim());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no whole number");
        }
    }

    private static <E extends Enum<E>> void words(CommandLine line, Class<E> type) {
        line.registerConverter(type, text -> word(type, text).orElseThrow(() -> new TypeConversionException(
                "'" + text + "' is none of " + Arrays.stream(type.getEnumConstants())
                        .map(Converters::word)
                        .collect(Collectors.joining(", ")))));
    }

    private static <E extends Enum<E>> Optional<E> word(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> word(value).equalsIgnoreCase(text.trim()))
                .findFirst();
    }

    /** How a value of an enum is written in flags. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
