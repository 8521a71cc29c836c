package io.github.xnatpull.cli.command;

import io.github.xnatpull.app.JsonText;
import io.github.xnatpull.cli.output.JsonFlag;
import io.github.xnatpull.support.Version;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says which xnatpull this is, and on what it runs. */
@Command(
        name = "version",
        description = "Shows the version.",
        footerHeading = "%nExamples%n",
        footer = {"  xnatpull version", "  xnatpull --version", "  xnatpull version --json"})
public final class VersionCommand implements Callable<Integer> {
    /** How it is called, where nothing else is said. */
    public static final Set<String> NAMES = Set.of("version", "--version", "-V");

    @Mixin
    JsonFlag json = new JsonFlag();

    @Mixin
    HelpFlag help = new HelpFlag();

    private final CommandContext context;

    public VersionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        String java = System.getProperty("java.runtime.version");
        if (json.json) {
            String object = JsonText.object()
                    .put("version", Version.CURRENT)
                    .put("java", java)
                    .toPrettyString();
            context.console().raw().print(object + "\n");
        } else {
            context.console().result("xnatpull " + Version.CURRENT + " (Java " + java + ")");
        }
        context.console().flush();
        return 0;
    }
}
