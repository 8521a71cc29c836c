package io.github.xnatpull.cli.command;

import static io.github.xnatpull.cli.command.SettingFlags.GAPS;
import static io.github.xnatpull.cli.command.SettingFlags.LIMITS;
import static io.github.xnatpull.cli.command.SettingFlags.LOAD;
import static io.github.xnatpull.cli.command.SettingFlags.PLACE;
import static io.github.xnatpull.cli.command.SettingFlags.REPORTS;
import static io.github.xnatpull.cli.command.SettingFlags.SELECTION;
import static io.github.xnatpull.cli.command.SettingFlags.SERVER_SECTION;
import static io.github.xnatpull.cli.command.SettingFlags.SHOWN;
import static io.github.xnatpull.cli.command.SettingFlags.TUNING;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands, in the order of the help. Making them all, with their flags, is most of the time that a start takes: a
 * command line gets only what it needs.
 */
public final class Commands {
    /** Commands that show others. */
    private static final Set<String> SHOWING_ALL = Set.of("help", "completion");

    /** Their classes, for who only wants to know what they are called and do. */
    public static final List<Class<?>> LISTED = List.of(
            PullCommand.class,
            PlanCommand.class,
            ResumeCommand.class,
            VerifyCommand.class,
            RunsCommand.class,
            ListCommand.class,
            InitCommand.class,
            CheckCommand.class,
            ProfileCommand.class,
            DoctorCommand.class,
            DemoCommand.class,
            ExplainCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            HelpCommand.class);

    private final CommandContext context;

    public Commands(CommandContext context) {
        this.context = context;
    }

    /** All of them. */
    public CommandLine all() {
        return root(made(), SHOWING_ALL.iterator().next());
    }

    /** Those that a command line of these words needs. */
    public CommandLine named(List<String> words) {
        return root(made(), words.isEmpty() ? "" : words.get(0));
    }

    private static CommandLine root(Map<String, Supplier<CommandLine>> all, String first) {
        boolean alone = all.containsKey(first) && !SHOWING_ALL.contains(first);
        CommandLine root = new CommandLine(new RootCommand());
        all.forEach((name, command) -> {
            if (!alone || name.equals(first)) {
                root.addSubcommand(command.get());
            }
        });
        return root;
    }

    private Map<String, Supplier<CommandLine>> made() {
        Map<String, Supplier<CommandLine>> all = new LinkedHashMap<>();
        all.put("pull", () -> SettingFlags.with(new PullCommand(context), SettingFlags.ALL));
        all.put("plan", () -> SettingFlags.with(new PlanCommand(context), SettingFlags.ALL));
        all.put(
                "resume",
                () -> SettingFlags.with(
                        new ResumeCommand(context), PLACE, REPORTS, SERVER_SECTION, GAPS, LOAD, LIMITS, SHOWN, TUNING));
        all.put("verify", () -> SettingFlags.with(new VerifyCommand(context), PLACE, SERVER_SECTION));
        all.put("runs", this::runs);
        all.put("list", () -> SettingFlags.with(new ListCommand(context), SERVER_SECTION, SELECTION));
        all.put("init", () -> SettingFlags.with(new InitCommand(context), SERVER_SECTION, SettingFlags.SKETCH));
        all.put("check", () -> SettingFlags.with(new CheckCommand(context), SettingFlags.ALL));
        all.put("profile", this::profile);
        all.put("doctor", () -> SettingFlags.with(new DoctorCommand(context), SERVER_SECTION, PLACE, TUNING));
        all.put("demo", () -> new CommandLine(new DemoCommand(context)));
        all.put("explain", () -> new CommandLine(new ExplainCommand(context)));
        all.put("completion", () -> new CommandLine(new CompletionCommand(context)));
        all.put("version", () -> new CommandLine(new VersionCommand(context)));
        all.put("help", () -> new CommandLine(new HelpCommand(context)));
        return all;
    }

    private CommandLine runs() {
        return new CommandLine(new RunsCommand())
                .addSubcommand(SettingFlags.with(new RunsCommand.ListRuns(context), PLACE))
                .addSubcommand(SettingFlags.with(new RunsCommand.ShowRun(context), PLACE))
                .addSubcommand(SettingFlags.with(new RunsCommand.Forget(context), PLACE))
                .addSubcommand(SettingFlags.with(new RunsCommand.Rebuild(context), PLACE));
    }

    private CommandLine profile() {
        return new CommandLine(new ProfileCommand())
                .addSubcommand(SettingFlags.with(new ProfileCommand.Add(context), SettingFlags.STORED))
                .addSubcommand(SettingFlags.with(new ProfileCommand.Edit(context), SettingFlags.STORED))
                .addSubcommand(new ProfileCommand.ListAll(context))
                .addSubcommand(new ProfileCommand.Show(context))
                .addSubcommand(new ProfileTestCommand(context))
                .addSubcommand(new ProfileCommand.Remove(context));
    }
}
