package io.github.xnatpull.cli;

import static io.github.xnatpull.cli.SettingFlags.LIMITS;
import static io.github.xnatpull.cli.SettingFlags.LOAD;
import static io.github.xnatpull.cli.SettingFlags.PLACE;
import static io.github.xnatpull.cli.SettingFlags.REPORTS;
import static io.github.xnatpull.cli.SettingFlags.SELECTION;
import static io.github.xnatpull.cli.SettingFlags.SERVER_SECTION;
import static io.github.xnatpull.cli.SettingFlags.SHOWN;
import static io.github.xnatpull.cli.SettingFlags.TUNING;

import io.github.xnatpull.cli.console.TerminalFacts;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command line as a whole: reads it before anything else happens, runs one command, tells how it ended. */
final class Program {
    private static final int NARROWEST_HELP = 60;
    private static final int WIDEST_HELP = 110;

    private final Surroundings surroundings;

    Program(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    int run(String... args) {
        return line().execute(args);
    }

    /** The commands, ready to parse; also what the tests of help and completion look at. */
    CommandLine line() {
        EnvironmentDefaults environment = new EnvironmentDefaults(surroundings.environment());
        Complaints complaints = new Complaints(surroundings.console(), environment);
        CommandLine line = commands();
        Converters.register(line);
        line.setDefaultValueProvider(environment);
        line.setUsageHelpWidth(helpWidth());
        line.setUsageHelpLongOptionsMaxWidth(32);
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler(complaints::aboutArguments);
        line.setExecutionExceptionHandler(complaints::aboutExecution);
        line.setExecutionStrategy(parsed -> execute(environment, parsed));
        HelpText.apply(line);
        line.setOut(
                new java.io.PrintWriter(surroundings.console().raw(), false, java.nio.charset.StandardCharsets.UTF_8));
        return line;
    }

    /** In the order of the help. */
    private CommandLine commands() {
        CommandLine runs = new CommandLine(new RunsCommand())
                .addSubcommand(SettingFlags.with(new RunsCommand.ListRuns(surroundings), PLACE))
                .addSubcommand(SettingFlags.with(new RunsCommand.ShowRun(surroundings), PLACE))
                .addSubcommand(SettingFlags.with(new RunsCommand.Forget(surroundings), PLACE))
                .addSubcommand(SettingFlags.with(new RunsCommand.Rebuild(surroundings), PLACE));
        CommandLine profile = new CommandLine(new ProfileCommand())
                .addSubcommand(SettingFlags.with(new ProfileCommand.Add(surroundings), SettingFlags.STORED))
                .addSubcommand(new ProfileCommand.ListAll(surroundings))
                .addSubcommand(new ProfileCommand.Show(surroundings))
                .addSubcommand(new ProfileTestCommand(surroundings))
                .addSubcommand(new ProfileCommand.Remove(surroundings));
        return new CommandLine(new RootCommand())
                .addSubcommand(SettingFlags.with(new PullCommand(surroundings), SettingFlags.ALL))
                .addSubcommand(SettingFlags.with(new PlanCommand(surroundings), SettingFlags.ALL))
                .addSubcommand(SettingFlags.with(
                        new ResumeCommand(surroundings), PLACE, REPORTS, SERVER_SECTION, LOAD, LIMITS, SHOWN, TUNING))
                .addSubcommand(SettingFlags.with(new VerifyCommand(surroundings), PLACE, SERVER_SECTION))
                .addSubcommand(runs)
                .addSubcommand(SettingFlags.with(new ListCommand(surroundings), SERVER_SECTION, SELECTION))
                .addSubcommand(SettingFlags.with(new InitCommand(surroundings), SERVER_SECTION, SettingFlags.SKETCH))
                .addSubcommand(SettingFlags.with(new CheckCommand(surroundings), SettingFlags.ALL))
                .addSubcommand(profile)
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new ExplainCommand(surroundings))
                .addSubcommand(new CompletionCommand(surroundings))
                .addSubcommand(new VersionCommand(surroundings))
                .addSubcommand(new HelpCommand(surroundings));
    }

    private static int execute(EnvironmentDefaults environment, ParseResult parsed) {
        environment.applySwitches(parsed);
        return new RunLast().execute(parsed);
    }

    private int helpWidth() {
        TerminalFacts facts = surroundings.console().facts();
        int columns = facts.outIsTerminal() ? facts.columns().getAsInt() : TerminalFacts.USUAL_COLUMNS;
        return Math.max(NARROWEST_HELP, Math.min(WIDEST_HELP, columns));
    }
}
