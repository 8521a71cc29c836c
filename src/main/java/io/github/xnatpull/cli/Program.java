package io.github.xnatpull.cli;

import io.github.xnatpull.cli.command.ArgumentConverters;
import io.github.xnatpull.cli.command.CommandContext;
import io.github.xnatpull.cli.command.Commands;
import io.github.xnatpull.cli.command.EnvironmentDefaults;
import io.github.xnatpull.cli.command.HelpFlag;
import io.github.xnatpull.cli.command.HelpText;
import io.github.xnatpull.cli.command.VersionCommand;
import io.github.xnatpull.cli.console.TerminalFacts;
import io.github.xnatpull.cli.output.ErrorPrinter;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command line as a whole: reads it before anything else happens, runs one command, tells how it ended. */
final class Program {
    private static final int NARROWEST_HELP = 60;
    private static final int WIDEST_HELP = 110;

    /** What goes before a result that nobody could read. */
    private static final Set<Integer> EARLY_ENDS = Set.of(ExitCodes.INTERNAL, ExitCodes.SIGINT, ExitCodes.SIGTERM);

    private final CommandContext context;

    Program(CommandContext context) {
        this.context = context;
    }

    int run(String... args) {
        int code = executed(args);
        Optional<IOException> cut = context.console().cut();
        // No lambda: Java leaves the parser's old classes out of an archive of classes for one in this class.
        int told = cut.isPresent() ? cut(cut.get()) : code;
        return EARLY_ENDS.contains(code) ? code : told;
    }

    /** What reads standard output must not take a part for the whole. */
    private int cut(IOException why) {
        Fault fault = Fault.fault(FaultCode.LOCAL_IO)
                .trying("print the result to standard output")
                .meaning("What was printed is not the whole result")
                .advice("Print it to a place that takes all of it. What was pulled is safe.")
                .cause(why)
                .because("it could not be written: " + LocalFaults.words(why));
        ErrorPrinter.tell(context.console(), fault);
        return fault.code().exitCode();
    }

    private int executed(String... args) {
        List<String> words = List.of(args);
        // The parser's classes are loaded for those only who ask for JSON in this way.
        boolean people = !context.environment().containsKey(EnvironmentDefaults.JSON)
                || !new EnvironmentDefaults(context.environment()).json();
        if (people && words.size() == 1 && VersionCommand.NAMES.contains(words.get(0))) {
            // Scripts ask often; the parser alone takes five times as long as the answer.
            return new VersionCommand(context).call();
        }
        if (people && words.isEmpty() || words.size() == 1 && HelpFlag.NAMES.contains(words.get(0))) {
            context.console().results(RootHelp.lines(helpWidth()));
            return ExitCodes.OK;
        }
        return line(new Commands(context).named(words)).execute(args);
    }

    /** All commands, ready to parse; also what the tests of help and completion look at. */
    CommandLine line() {
        return line(new Commands(context).all());
    }

    private CommandLine line(CommandLine line) {
        EnvironmentDefaults environment = new EnvironmentDefaults(context.environment());
        ErrorPrinter errors = new ErrorPrinter(context.console(), environment::variable, environment::json);
        ArgumentConverters.register(line);
        line.setDefaultValueProvider(environment);
        line.setUsageHelpWidth(helpWidth());
        line.setUsageHelpLongOptionsMaxWidth(32);
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler(errors::aboutArguments);
        line.setExecutionExceptionHandler(errors::aboutExecution);
        line.setExecutionStrategy(parsed -> execute(environment, parsed));
        HelpText.apply(line);
        line.setOut(new java.io.PrintWriter(context.console().text(), false, java.nio.charset.StandardCharsets.UTF_8));
        return line;
    }

    private static int execute(EnvironmentDefaults environment, ParseResult parsed) {
        environment.applySwitches(parsed);
        return new RunLast().execute(parsed);
    }

    private int helpWidth() {
        TerminalFacts facts = context.console().facts();
        int columns = facts.outIsTerminal() ? facts.columns().getAsInt() : TerminalFacts.USUAL_COLUMNS;
        return Math.max(NARROWEST_HELP, Math.min(WIDEST_HELP, columns));
    }
}
