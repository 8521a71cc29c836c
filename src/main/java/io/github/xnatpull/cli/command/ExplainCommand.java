package io.github.xnatpull.cli.command;

import io.github.xnatpull.app.JsonText;
import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.output.JsonFlag;
import io.github.xnatpull.cli.output.UsageFaults;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.support.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** Tells what a fault code means. */
@Command(
        name = "explain",
        description = "Tells what a code such as XP-ZIP-TRUNCATED means, and what to do. Without a code: lists all.",
        footerHeading = "%nExamples%n",
        footer = {
            "  xnatpull explain XP-FILE-MISSING",
            "  xnatpull explain file-missing",
            "  xnatpull explain",
            "  xnatpull explain --json"
        })
final class ExplainCommand implements Callable<Integer> {
    @Option(names = JsonFlag.NAME, description = "Print JSON: an object of one code, an array of several or all.")
    boolean json;

    @Mixin
    HelpFlag help = new HelpFlag();

    @Parameters(paramLabel = "CODE", arity = "0..*", description = "Codes, with or without XP-.")
    List<String> codes = List.of();

    private final Console console;

    public ExplainCommand(CommandContext context) {
        this.console = context.console();
    }

    @Override
    public Integer call() {
        if (json) {
            return printed(codes.stream().map(ExplainCommand::known).toList());
        }
        if (codes.isEmpty()) {
            for (FaultCode code : FaultCode.values()) {
                console.result(String.format(Locale.ROOT, "%-28s %s", code.id(), code.summary()));
            }
            return 0;
        }
        List<FaultCode> known = codes.stream().map(ExplainCommand::known).toList();
        for (int i = 0; i < known.size(); i++) {
            if (i > 0) {
                console.result("");
            }
            explain(known.get(i));
        }
        return 0;
    }

    private int printed(List<FaultCode> asked) {
        List<FaultCode> told = asked.isEmpty() ? List.of(FaultCode.values()) : asked;
        ArrayNode all = JsonText.object().putArray("codes");
        for (FaultCode code : told) {
            all.addObject()
                    .put("code", code.id())
                    .put("summary", code.summary())
                    .put("meaning", meaning(code.kind()))
                    .put("advice", code.advice())
                    .put("kind", ArgumentConverters.word(code.kind()))
                    .put("exit_code", code.exitCode())
                    .put("effect", exitCode(code));
        }
        console.raw().print((asked.size() == 1 ? all.get(0) : all).toPrettyString() + "\n");
        console.flush();
        return 0;
    }

    private static FaultCode known(String text) {
        return FaultCode.of(text).orElseThrow(() -> {
            List<String> ids =
                    Arrays.stream(FaultCode.values()).map(FaultCode::id).toList();
            String wanted = text.toUpperCase(Locale.ROOT);
            String advice = Nearest.of(wanted.startsWith("XP-") ? wanted : "XP-" + wanted, ids)
                    .map(near -> "Did you mean " + near + "?")
                    .orElse("'xnatpull explain' lists all.");
            return UsageFaults.fault("explain", "there is no code '" + text + "'", advice);
        });
    }

    private void explain(FaultCode code) {
        console.result(code.id() + ": " + code.summary());
        console.result("");
        console.result("What it means  " + meaning(code.kind()));
        console.result("What to do     " + code.advice());
        console.result("Kind           " + ArgumentConverters.word(code.kind()));
        console.result("Exit code      " + exitCode(code));
    }

    private static String exitCode(FaultCode code) {
        return switch (code.kind()) {
            case DATA, SERVER_PERMANENT ->
                code.exitCode() == ExitCodes.PARTIAL
                        ? "3 at the end of the run, which goes on with the rest"
                        : code.exitCode() + " and the command ends";
            case SERVER_TRANSIENT ->
                code.exitCode() == ExitCodes.PARTIAL
                        ? "3 at the end of the run, which goes on with the rest"
                        : code.exitCode() + " where it ends the run; 3 where only some resources could not be had";
            case LOCAL ->
                code.exitCode() == ExitCodes.PARTIAL
                        ? "3 at the end of the run, which goes on with the rest"
                        : code.exitCode() + " and the run ends";
            case USER, AUTH, INTERRUPTED, INTERNAL -> code.exitCode() + " and the command ends";
        };
    }

    private static String meaning(FaultKind kind) {
        return switch (kind) {
            case USER -> "The command line, a job file or a list must be corrected; nothing was tried again.";
            case AUTH -> "The server does not let this user in; more tries could lock the account, so the run ends.";
            case SERVER_TRANSIENT ->
                "The server, or the way to it, was ill for the moment; it was tried several times.";
            case SERVER_PERMANENT -> "The server will answer the same again; the item is recorded, the run goes on.";
            case DATA ->
                "What arrived is not what was promised. It was asked for again; what then proved right is in its place, and"
                        + " failures.csv names the rest.";
            case LOCAL -> "Something on this machine is in the way: disk, permissions, state or another run.";
            case INTERRUPTED -> "The run ended early on purpose; what landed is safe, the rest can be resumed.";
            case INTERNAL -> "A mistake of xnatpull itself; what landed is safe.";
        };
    }
}
