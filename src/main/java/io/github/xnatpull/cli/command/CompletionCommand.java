package io.github.xnatpull.cli.command;

import io.github.xnatpull.app.JsonText;
import io.github.xnatpull.cli.output.JsonFlag;
import io.github.xnatpull.cli.output.UsageFaults;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands and flags. */
@Command(
        name = "completion",
        description = "Prints a script with which bash or zsh completes commands and flags.",
        customSynopsis = "xnatpull completion bash|zsh [--json]",
        footerHeading = "%nExamples%n",
        footer = {
            "  source <(xnatpull completion bash)            in ~/.bashrc, or for now",
            "  xnatpull completion bash > ~/.local/share/bash-completion/completions/xnatpull",
            "  source <(xnatpull completion zsh)             in ~/.zshrc, after compinit",
            "  xnatpull completion bash --json               the script as a string, for programs"
        })
public final class CompletionCommand implements Callable<Integer> {
    /** The shells that are known. */
    enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", arity = "0..1", description = "bash or zsh.")
    Optional<Shell> shell = Optional.empty();

    @Mixin
    JsonFlag json = new JsonFlag();

    @Mixin
    HelpFlag help = new HelpFlag();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    private final CommandContext context;

    public CompletionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        // One script does for both: in zsh it loads bashcompinit itself.
        if (shell.isEmpty()) {
            throw UsageFaults.fault("completion", "nothing says for which shell", "Say bash or zsh.");
        }
        String script = AutoComplete.bash("xnatpull", spec.root().commandLine());
        if (json.json) {
            String object = JsonText.object()
                    .put("shell", ArgumentConverters.word(shell.get()))
                    .put("script", script)
                    .toPrettyString();
            context.console().raw().print(object + "\n");
        } else {
            context.console().raw().print(script);
        }
        context.console().flush();
        return 0;
    }
}
