package io.github.xnatpull.cli.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The look of the help: what the command does, then its flags in the sections of their groups, then examples. */
public final class HelpText {
    private HelpText() {}

    /** Gives a command and all below it this look. */
    public static void apply(CommandLine line) {
        line.getCommandSpec()
                .usageMessage()
                .synopsisHeading("Usage: ")
                .descriptionHeading("%n")
                .parameterListHeading("%n");
        Map<String, CommandLine.IHelpSectionRenderer> sections = new LinkedHashMap<>(line.getHelpSectionMap());
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpText::options);
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpText::commands);
        sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, HelpText::examples);
        line.setHelpSectionMap(sections);
        line.getSubcommands().values().forEach(HelpText::apply);
    }

    /** Not wrapped: people copy them. */
    private static String examples(Help help) {
        String end = System.lineSeparator();
        return String.join(end, help.commandSpec().usageMessage().footer()) + end;
    }

    /** The first sentence of each. */
    private static String commands(Help help) {
        StringBuilder text = new StringBuilder();
        help.subcommands().forEach((name, below) -> {
            String description =
                    String.join(" ", below.commandSpec().usageMessage().description());
            text.append(inList(name, description)).append(System.lineSeparator());
        });
        return text.toString();
    }

    /** A line of the list of commands: the first sentence. */
    public static String inList(String name, String description) {
        return "  " + name + " ".repeat(Math.max(1, 12 - name.length()))
                + description.split("[.:] ", 2)[0].replaceAll("\\.$", "");
    }

    private static String options(Help help) {
        StringBuilder text = new StringBuilder();
        sections(help.commandSpec()).forEach((title, options) -> text.append(section(help, title, options)));
        return text.toString();
    }

    /** The flags of a command by the titles of their sections, in the order of the help. */
    public static Map<String, List<OptionSpec>> sections(CommandSpec spec) {
        List<OptionSpec> own = new ArrayList<>(spec.options());
        Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        sections.put("Options", own);
        List<Map.Entry<String, CommandSpec>> groups =
                new ArrayList<>(spec.mixins().entrySet());
        groups.sort(Comparator.comparing(entry -> SettingFlags.place(entry.getKey())));
        for (CommandSpec group : groups.stream().map(Map.Entry::getValue).toList()) {
            List<OptionSpec> options = group.options();
            own.removeIf(option ->
                    options.stream().anyMatch(other -> other.longestName().equals(option.longestName())));
            if (group.usageMessage().description().length > 0) {
                sections.put(String.join(" ", group.usageMessage().description()), options);
            } else {
                own.addAll(options);
            }
        }
        sections.values().removeIf(List::isEmpty);
        return sections;
    }

    private static String section(Help help, String title, List<OptionSpec> options) {
        List<OptionSpec> shown = options.stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::usageHelp))
                .toList();
        Layout layout = help.createDefaultLayout(shown, List.of(), help.colorScheme());
        layout.addAllOptions(shown, help.createDefaultParamLabelRenderer());
        return System.lineSeparator() + title + System.lineSeparator() + layout;
    }
}
