package io.github.xnatpull.cli;

import io.github.xnatpull.cli.command.CommandContext;
import io.github.xnatpull.cli.command.HelpText;
import io.github.xnatpull.cli.command.RunCommands;
import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.console.TerminalFacts;
import io.github.xnatpull.support.Home;
import io.github.xnatpull.support.Version;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the manual pages and the completion scripts of the distribution, from what the parser knows. Run by the build; the
 * pages are in roff with the macros of man(7).
 */
public final class ManPages {
    private ManPages() {}

    /** Argument: the folder {@code share} of the distribution. */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    static void write(Path share) throws IOException {
        CommandLine root = commands();
        Path pages = Files.createDirectories(share.resolve("man/man1"));
        page(root, pages);
        String script = AutoComplete.bash("xnatpull", root);
        write(share.resolve("bash-completion/completions/xnatpull"), script);
        write(share.resolve("zsh/xnatpull.zsh"), "# In ~/.zshrc, after compinit: source THIS_FILE\n" + script);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private static CommandLine commands() {
        Console nowhere = new Console(
                new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                TerminalFacts.none(false));
        CommandContext context = new CommandContext(
                nowhere,
                Map.of(),
                Path.of(""),
                new Home(Optional.empty()),
                Clock.systemUTC(),
                System::nanoTime,
                RunCommands::new);
        return new Program(context).line();
    }

    private static void page(CommandLine line, Path pages) throws IOException {
        String name = line.getCommandSpec().qualifiedName("-");
        Files.writeString(pages.resolve(name + ".1"), roff(line));
        for (CommandLine below : line.getSubcommands().values()) {
            page(below, pages);
        }
    }

    /** The page of one command. */
    static String roff(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        String name = spec.qualifiedName("-");
        String description = plain(String.join(" ", spec.usageMessage().description()));
        StringBuilder page = new StringBuilder();
        page.append(".TH ")
                .append(name.toUpperCase(Locale.ROOT))
                .append(" 1 \"\" \"xnatpull ")
                .append(Version.CURRENT);
        page.append("\" \"xnatpull\"\n.SH NAME\n").append(text(name)).append(" \\- ");
        page.append(text(description.split("[.:] ", 2)[0].replaceAll("\\.$", "")))
                .append("\n.SH SYNOPSIS\n.B ");
        page.append(text(synopsis(spec)))
                .append("\n.SH DESCRIPTION\n")
                .append(text(description))
                .append('\n');
        arguments(spec, page);
        options(spec, page);
        commands(line, page);
        page.append(".SH EXAMPLES\n.nf\n");
        for (String example : spec.usageMessage().footer()) {
            page.append(text(plain(example))).append('\n');
        }
        page.append(
                ".fi\n.SH \"EXIT STATUS\"\n0: nothing that was selected is missing. See docs/exit-codes.md for all codes.\n");
        page.append(".SH \"SEE ALSO\"\n").append(seeAlso(line)).append('\n');
        return page.toString();
    }

    private static String synopsis(CommandSpec spec) {
        String[] own = spec.usageMessage().customSynopsis();
        return own.length > 0 ? plain(String.join(" ", own)) : spec.qualifiedName() + " [FLAGS]";
    }

    private static void arguments(CommandSpec spec, StringBuilder page) {
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            page.append(".TP\n.I ").append(text(argument.paramLabel())).append('\n');
            page.append(text(plain(String.join(" ", argument.description())))).append('\n');
        }
    }

    /** In the sections of the help. */
    private static void options(CommandSpec spec, StringBuilder page) {
        HelpText.sections(spec).forEach((title, options) -> {
            page.append(".SH \"")
                    .append(text(title.toUpperCase(Locale.ROOT)).replace("\"", "\"\""))
                    .append("\"\n");
            options.forEach(option -> option(option, page));
        });
    }

    private static void option(OptionSpec option, StringBuilder page) {
        List<String> names = Arrays.stream(option.names())
                .sorted(Comparator.comparingInt(String::length))
                .toList();
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        page.append(".TP\n.B ").append(text(String.join(", ", names) + value)).append('\n');
        page.append(text(plain(String.join(" ", option.description())))).append('\n');
    }

    private static void commands(CommandLine line, StringBuilder page) {
        if (!line.getSubcommands().isEmpty()) {
            page.append(".SH COMMANDS\n");
            line.getSubcommands().forEach((name, below) -> page.append(".TP\n.B ")
                    .append(text(name))
                    .append('\n')
                    .append(text(plain(String.join(
                            " ", below.getCommandSpec().usageMessage().description()))))
                    .append('\n'));
        }
    }

    private static String seeAlso(CommandLine line) {
        List<String> others = new ArrayList<>();
        CommandLine parent = line.getParent();
        if (parent != null) {
            others.add(parent.getCommandSpec().qualifiedName("-"));
        }
        line.getSubcommands()
                .values()
                .forEach(below -> others.add(below.getCommandSpec().qualifiedName("-")));
        return others.stream()
                .map(name -> ".BR " + text(name) + " (1)")
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    /** Without the format marks of picocli. */
    private static String plain(String text) {
        return text.replace("%n", "\n").replace("%%", "%");
    }

    /** As roff wants it: no line that is a request by accident, minus signs that can be copied. */
    private static String text(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^([.'])", "\\\\&$1");
    }
}
