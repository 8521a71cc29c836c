package io.github.xnatpull.cli.output;

import io.github.xnatpull.app.ErrorResult;
import io.github.xnatpull.app.JsonText;
import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Nearest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what went wrong, in the shape of all our messages, on standard error; gives the exit code. */
public final class ErrorPrinter {
    private static final Set<String> SECRET =
            Set.of("--password", "--pass", "--passwd", "-p", "--token", "--secret", "--password-stdin");
    private static final String WAYS =
            "Set XNAT_USER and XNAT_PASS (an alias token fits there), or use --password-file or"
                    + " ~/.netrc, or --password-command.";

    private final Console console;
    private final BooleanSupplier json;
    private final Function<OptionSpec, Optional<String>> variables;

    /**
     * @param variables the environment variable that is set for a flag
     * @param json whether the environment asks for JSON
     */
    public ErrorPrinter(Console console, Function<OptionSpec, Optional<String>> variables, BooleanSupplier json) {
        this.json = json;
        this.console = console;
        this.variables = variables;
    }

    /** Arguments that cannot be understood. */
    public int aboutArguments(ParameterException wrong, String[] arguments) {
        return tell(
                fault(wrong, List.of(arguments)),
                false,
                List.of(arguments).contains(JsonFlag.NAME) || json.getAsBoolean());
    }

    /** A command that failed. */
    public int aboutExecution(Exception failure, CommandLine line, @Nullable ParseResult parsed) {
        boolean debugging = parsed != null && isDebugging(parsed);
        return tell(Fault.in(failure).orElseGet(() -> internal(failure)), debugging, parsed != null && isJson(parsed));
    }

    private static boolean isJson(ParseResult parsed) {
        for (ParseResult level = parsed; level != null; level = level.hasSubcommand() ? level.subcommand() : null) {
            OptionSpec json = level.commandSpec().findOption(JsonFlag.NAME);
            if (json != null && Boolean.TRUE.equals(json.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDebugging(ParseResult parsed) {
        for (ParseResult level = parsed; level != null; level = level.hasSubcommand() ? level.subcommand() : null) {
            boolean[] verbose = level.matchedOptionValue("-v", new boolean[0]);
            if (verbose.length > 1) {
                return true;
            }
        }
        return false;
    }

    private static Fault internal(Exception failure) {
        return Fault.fault(FaultCode.INTERNAL)
                .trying("do that")
                .meaning("What has landed is safe")
                .advice("Please report it, with the output of the same command under -vv.")
                .cause(failure)
                .because(FaultCode.INTERNAL.summary());
    }

    /** Tells a fault in the shape of all our messages. */
    public static void tell(Console console, Fault fault) {
        tell(console, fault, "");
    }

    /** @param place what is told before it, where the fault does not say so itself */
    public static void tell(Console console, Fault fault, String place) {
        console.flush();
        console.say(
                "xnatpull: " + place + fault.getMessage() + " [" + fault.code().id() + "]");
    }

    private int tell(Fault fault, boolean debugging, boolean json) {
        tell(console, fault);
        // Half a result that was printed before must not end in something else.
        if (json && !console.hasBegunForPrograms()) {
            console.raw().print(JsonText.pretty(ErrorResult.of(fault)) + "\n");
        }
        if (debugging) {
            StringWriter trace = new StringWriter();
            fault.printStackTrace(new PrintWriter(trace));
            trace.toString().replace("\t", "    ").lines().forEach(console::say);
        }
        return fault.code().exitCode();
    }

    private Fault fault(ParameterException wrong, List<String> arguments) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName().replaceFirst("^xnatpull ?", "");
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, command);
        }
        if (wrong instanceof MissingParameterException missing) {
            return usage(command, names(missing) + " needs a value", "");
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            return usage(command, name(twice.getOverwritten()) + " is given twice", "Give it once.");
        }
        if (wrong.getArgSpec() != null) {
            return value(wrong, wrong.getArgSpec(), arguments);
        }
        return usage(command, uncapitalised(wrong.getMessage()), "");
    }

    private static Fault unmatched(UnmatchedArgumentException wrong, String command) {
        String found = wrong.getUnmatched().get(0);
        if (found.startsWith("-") && found.length() > 1) {
            String flag = found.split("=", 2)[0];
            if (SECRET.contains(flag)) {
                return usage(
                        command,
                        "unknown flag " + flag + ": none takes a secret, because process lists and histories show it",
                        WAYS);
            }
            return usage(command, "unknown flag " + flag + suggestion(flag, flags(wrong.getCommandLine())), "");
        }
        if (command.isEmpty() || command.equals("runs") || command.equals("profile")) {
            String near = Nearest.of(
                            found, wrong.getCommandLine().getSubcommands().keySet())
                    .map(name -> "; did you mean '" + name + "'?")
                    .orElse("");
            return usage(command, "unknown command '" + found + "'" + near, "");
        }
        return usage(command, "'" + found + "' is one argument too many", "Quote values that hold blanks or *.");
    }

    /** The flags that go on as this one begins, else the most like it. */
    private static String suggestion(String flag, List<String> known) {
        List<String> longer = known.stream()
                .filter(name -> flag.length() > 3 && name.startsWith(flag))
                .sorted()
                .toList();
        if (!longer.isEmpty() && longer.size() < 4) {
            return "; did you mean " + String.join(" or ", longer) + "?";
        }
        return Nearest.of(flag, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    private static List<String> flags(CommandLine line) {
        List<String> names = new ArrayList<>();
        line.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
        return names;
    }

    /** The value of a flag; where the flag itself was not given, its environment variable is to blame. */
    private Fault value(ParameterException wrong, ArgSpec argument, List<String> arguments) {
        Throwable cause = wrong.getCause();
        String why = cause instanceof TypeConversionException
                ? String.valueOf(cause.getMessage())
                : uncapitalised(wrong.getMessage());
        boolean given = argument instanceof OptionSpec option
                && arguments.stream().anyMatch(text -> List.of(option.names()).contains(text.split("=", 2)[0]));
        Optional<String> variable =
                !given && argument instanceof OptionSpec option ? variables.apply(option) : Optional.empty();
        return UsageFaults.value(
                variable.map(name -> "the environment variable " + name).orElse(name(argument)), why);
    }

    private static String names(MissingParameterException missing) {
        return String.join(
                " and ", missing.getMissing().stream().map(ErrorPrinter::name).toList());
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String uncapitalised(@Nullable String text) {
        return text == null || text.isEmpty() ? "" : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static Fault usage(String command, String because, String advice) {
        String help = "See 'xnatpull help" + (command.isEmpty() ? "" : " " + command) + "'.";
        return Fault.fault(FaultCode.USAGE)
                .advice(advice.isEmpty() ? help : advice + " " + help)
                .because(because);
    }
}
