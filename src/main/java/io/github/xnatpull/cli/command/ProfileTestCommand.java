package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.output.UsageFaults;
import io.github.xnatpull.request.Requests;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.request.SettingsReader;
import io.github.xnatpull.run.Server;
import java.net.URI;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tries a profile out. */
@Command(
        name = "test",
        description =
                "Logs in with a profile, says which XNAT that is and as whom, and logs out. Exit 0: it works; 2: the profile"
                        + " or the server's certificate; 4: login refused or no credentials; 5: the server cannot be reached.",
        customSynopsis = "xnatpull profile test NAME [--json] [--no-input]",
        footerHeading = "%nExamples%n",
        footer = {
            "  xnatpull profile test neuro-prod",
            "  XNAT_USER=ann XNAT_PASS=... xnatpull profile test neuro-prod --no-input"
        })
public final class ProfileTestCommand extends ProfileCommand.OfOne {
    @Option(names = "--json", description = "Print a JSON object.")
    boolean json;

    @Mixin
    NoInputFlag noInput = new NoInputFlag();

    public ProfileTestCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        SettingsReader reader = new SettingsReader(context.workingDirectory(), context.home());
        // As if --profile NAME were said: an address in the environment must not be tested in its place.
        Settings said =
                reader.flags(Map.of("--profile", List.of(name()))).over(reader.environment(context.environment()));
        Settings settings = context.profiles().resolve(said);
        URI address = settings.text(Setting.SERVER)
                .map(Requests::address)
                .orElseThrow(() -> UsageFaults.value("profile " + name(), "it names no server"));
        try (Server open = context.open(address, ServerAccess.of(settings, noInput.noInput))) {
            String user = open.catalogue().user();
            String version = open.catalogue().server().version();
            tell(address, version, user);
        }
        return 0;
    }

    private void tell(URI address, String version, String user) {
        if (json) {
            ObjectNode object = JsonMapper.shared().createObjectNode();
            object.put("profile", name())
                    .put("server", address.toString())
                    .put("version", version)
                    .put("user", user);
            context.console().raw().print(object.toPrettyString() + "\n");
            context.console().flush();
        } else {
            context.console()
                    .result(name() + ": " + address + " is XNAT " + (version.isBlank() ? "of unknown version" : version)
                            + "; logged in as " + user + ", and out again.");
        }
    }
}
