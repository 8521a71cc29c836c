package io.github.xnatpull.cli;

import io.github.xnatpull.cli.command.Commands;
import io.github.xnatpull.cli.command.HelpText;
import io.github.xnatpull.cli.command.RootCommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/**
 * The help of the program as a whole, in a fifth of the time that the parser takes to get ready for it. A test holds it to
 * what the parser shows.
 */
final class RootHelp {
    private RootHelp() {}

    /** @param width of the screen */
    static List<String> lines(int width) {
        Command root = RootCommand.class.getAnnotation(Command.class);
        List<String> lines = new ArrayList<>(List.of("Usage: " + root.customSynopsis()[0], ""));
        lines.addAll(wrapped(String.join(" ", root.description()), width));
        lines.addAll(List.of(
                "",
                "Options",
                "  -V, --version   Show the version.",
                "      --json      Print the result as JSON.",
                "  -h, --help      Show this help.",
                "",
                "Commands"));
        for (Class<?> command : Commands.LISTED) {
            Command words = command.getAnnotation(Command.class);
            lines.add(HelpText.inList(words.name(), String.join(" ", words.description())));
        }
        lines.addAll(List.of("", "Examples"));
        lines.addAll(List.of(root.footer()));
        return lines;
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() + 1 >= width && line.length() > 0) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
