package io.github.xnatpull.cli.command;

import io.github.xnatpull.app.JsonText;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The help of a command as an object: what it does, its arguments, its flags, the commands below it, and its text. */
final class HelpJson {
    private HelpJson() {}

    static String of(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        ObjectNode help = JsonText.object();
        help.put("command", spec.qualifiedName());
        help.put("description", text(spec.usageMessage().description()));
        ArrayNode arguments = help.putArray("arguments");
        for (PositionalParamSpec one : spec.positionalParameters()) {
            arguments
                    .addObject()
                    .put("value", one.paramLabel())
                    .put("required", one.required())
                    .put("description", text(one.description()));
        }
        ArrayNode flags = help.putArray("flags");
        spec.options().stream().filter(option -> !option.hidden()).forEach(option -> flag(flags.addObject(), option));
        ArrayNode commands = help.putArray("commands");
        line.getSubcommands().forEach((name, below) -> commands.addObject()
                .put("command", name)
                .put("description", text(below.getCommandSpec().usageMessage().description())));
        help.put("text", line.getUsageMessage());
        return help.toPrettyString();
    }

    private static void flag(ObjectNode flag, OptionSpec option) {
        ArrayNode names = flag.putArray("names");
        for (String name : option.names()) {
            names.add(name);
        }
        flag.put("value", option.arity().max() > 0 ? option.paramLabel() : "");
        flag.put("description", text(option.description()));
    }

    /** Without the parser's own escapes. */
    private static String text(String[] lines) {
        return String.join(" ", lines).replace("%n", " ").replace("%%", "%");
    }
}
