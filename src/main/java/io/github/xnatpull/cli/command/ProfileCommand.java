package io.github.xnatpull.cli.command;

import io.github.xnatpull.app.JsonText;
import io.github.xnatpull.cli.output.JsonFlag;
import io.github.xnatpull.cli.output.ResultTable;
import io.github.xnatpull.cli.output.ResultTable.Column;
import io.github.xnatpull.cli.output.ResultTable.Format;
import io.github.xnatpull.cli.output.SettingsText;
import io.github.xnatpull.cli.output.UsageFaults;
import io.github.xnatpull.request.Profiles;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.request.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The stored profiles. */
@Command(
        name = "profile",
        description =
                "Keeps servers and how to log in there under a name, for --profile NAME. They hold no secret: only where one"
                        + " is. They are in ~/.config/xnatpull/config.yaml (XDG_CONFIG_HOME, XNATPULL_CONFIG).",
        customSynopsis =
                "xnatpull profile add NAME --server URL | edit NAME | list | show NAME | test NAME | remove NAME",
        commandListHeading = "%nCommands%n",
        footerHeading = "%nExamples%n",
        footer = {
            "  xnatpull profile add neuro-prod --server https://xnat.example.org --user ann --password-command 'pass show xnat'",
            "  xnatpull profile test neuro-prod",
            "  xnatpull pull --profile neuro-prod --project TEST --dest data",
            "  xnatpull profile edit neuro-prod --project TEST --default   then: xnatpull pull --dest data",
            "  xnatpull profile list"
        })
public final class ProfileCommand implements Callable<Integer> {
    @Mixin
    JsonFlag json = new JsonFlag();

    @Mixin
    HelpFlag help = new HelpFlag();

    @Override
    public Integer call() {
        throw UsageFaults.fault(
                "profile", "nothing says what about profiles", "Say add, edit, list, show, test or remove.");
    }

    /** A command on one of them. */
    abstract static class OfOne implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", arity = "0..1", description = "The profile's name.")
        Optional<String> name = Optional.empty();

        @Mixin
        HelpFlag help = new HelpFlag();

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        CommandSpec spec;

        final CommandContext context;

        OfOne(CommandContext context) {
            this.context = context;
        }

        /** Flags only: what happens to be in the environment today is not meant to be stored. */
        Settings given() {
            return new SettingsReader(context.workingDirectory(), context.home())
                    .flags(SettingFlags.given(spec.commandLine().getParseResult()));
        }

        /** The profile as it stands now, for programs; else a line for people. */
        void tell(boolean json, String line) {
            if (json) {
                print(json(context.profiles().get(name())));
            } else {
                context.console().say(line);
            }
        }

        String json(Settings profile) {
            boolean isDefault =
                    context.profiles().standard().filter(name()::equals).isPresent();
            return new SettingsText(context.console(), context.environment()).json(name(), profile, isDefault);
        }

        void print(String document) {
            context.console().raw().print(document + "\n");
            context.console().flush();
        }

        String name() {
            return name.orElseThrow(() -> UsageFaults.fault(
                    "profile " + spec.name(), "nothing says which profile", "Name it: xnatpull profile list."));
        }
    }

    @Command(
            name = "add",
            description =
                    "Stores a profile: the server, and how to log in there. Passwords are not taken: name a command that"
                            + " prints it or a file, or leave it to XNAT_USER and XNAT_PASS, ~/.netrc, or a prompt.",
            customSynopsis = "xnatpull profile add NAME --server URL [FLAGS]",
            footerHeading = "%nExamples%n",
            footer = {
                "  xnatpull profile add neuro-prod --server https://xnat.example.org --user ann --password-command 'pass show xnat'",
                "  xnatpull profile add lab --server https://xnat.lab.local --user ann --password-file ~/.xnat-pass --ca-file lab.pem",
                "  xnatpull profile add far --server https://xnat.example.org --proxy proxy.example.org:3128"
            })
    public static final class Add extends OfOne {
        @Option(names = "--default", description = "Use it where no server is named.")
        boolean standard;

        @Mixin
        JsonFlag json = new JsonFlag();

        Add(CommandContext context) {
            super(context);
        }

        @Override
        public Integer call() {
            Settings said = given();
            if (said.text(Setting.SERVER).isEmpty()) {
                throw UsageFaults.fault("profile add", "nothing says which server it is about", "Add --server URL.");
            }
            context.profiles().add(name(), said, standard);
            tell(
                    json.json,
                    "Stored in " + context.profiles().file() + (standard ? ", as the default" : "")
                            + ". Try it: xnatpull profile test " + name());
            return 0;
        }
    }

    @Command(
            name = "edit",
            description = "Changes what a profile says: only what is named; the rest stays.",
            customSynopsis = "xnatpull profile edit NAME [FLAGS] [--unset KEY] [--default|--no-default]",
            footerHeading = "%nExamples%n",
            footer = {
                "  xnatpull profile edit neuro-prod --project NEURO01      what is pulled where no project is named",
                "  xnatpull profile edit neuro-prod --default              the server where none is named",
                "  xnatpull profile edit neuro-prod --unset project --user ann"
            })
    public static final class Edit extends OfOne {
        @Option(
                names = "--unset",
                paramLabel = "KEY",
                description = "Forget what it says about this: project, user, ...")
        List<String> unset = List.of();

        @Option(names = "--default", description = "Use it where no server is named.")
        boolean standard;

        @Option(names = "--no-default", description = "Do not use it where no server is named.")
        boolean notStandard;

        @Mixin
        JsonFlag json = new JsonFlag();

        Edit(CommandContext context) {
            super(context);
        }

        @Override
        public Integer call() {
            if (standard && notStandard) {
                throw UsageFaults.value("--default and --no-default", "only one of them can be used at a time");
            }
            Settings said = given();
            Set<Setting> gone = unset.stream().map(Edit::stored).collect(Collectors.toSet());
            if (gone.contains(Setting.SERVER)) {
                throw UsageFaults.value("--unset", "a profile needs its server");
            }
            boolean silent = said.effective().isEmpty() && gone.isEmpty() && !standard && !notStandard;
            if (silent) {
                throw UsageFaults.fault(
                        "profile edit", "nothing says what to change", "Add a flag, such as --user NAME.");
            }
            Optional<Boolean> isDefault = standard || notStandard ? Optional.of(standard) : Optional.empty();
            context.profiles().edit(name(), said, gone, isDefault);
            tell(json.json, "Changed " + name() + " in " + context.profiles().file() + ".");
            return 0;
        }

        private static Setting stored(String key) {
            String plain = key.strip().replace('_', '-').replaceFirst("^--", "");
            return SettingFlags.stored().stream()
                    .filter(setting -> Profiles.key(setting).equals(plain)
                            || setting.flag().orElse("").equals("--" + plain))
                    .findFirst()
                    .orElseThrow(() -> UsageFaults.value("--unset", "a profile has no key '" + key + "'"));
        }
    }

    @Command(
            name = "list",
            description = "Lists the stored profiles.",
            customSynopsis = "xnatpull profile list [--json]",
            footerHeading = "%nExamples%n",
            footer = {"  xnatpull profile list", "  xnatpull profile list --json"})
    public static final class ListAll implements Callable<Integer> {
        /** @param standard the name of the default profile */
        private static List<Column<Map.Entry<String, Settings>>> columns(Optional<String> standard) {
            return List.of(
                    Column.id("profile", Map.Entry::getKey),
                    Column.of("server", one -> text(one, Setting.SERVER)),
                    Column.of("user", one -> text(one, Setting.USER)),
                    Column.of("projects", one -> String.join(",", one.getValue().texts(Setting.PROJECTS))),
                    Column.of("password_from", one -> passwordFrom(one.getValue())),
                    Column.flag("default", one -> standard.filter(one.getKey()::equals)
                            .isPresent()));
        }

        @Option(names = "--json", description = "Print a JSON array.")
        boolean json;

        @Mixin
        HelpFlag help = new HelpFlag();

        private final CommandContext context;

        public ListAll(CommandContext context) {
            this.context = context;
        }

        private static String text(Map.Entry<String, Settings> one, Setting setting) {
            return one.getValue().text(setting).orElse("");
        }

        private static String passwordFrom(Settings profile) {
            return profile.text(Setting.PASSWORD_COMMAND).isPresent()
                    ? "command"
                    : profile.text(Setting.PASSWORD_FILE)
                            .map(file -> "file " + file)
                            .orElse("");
        }

        @Override
        public Integer call() {
            ResultTable<Map.Entry<String, Settings>> table = new ResultTable<>(
                    context.console(),
                    json ? Format.JSON : Format.TABLE,
                    columns(context.profiles().standard()));
            context.profiles().all().entrySet().forEach(table::add);
            table.finish();
            if (table.rows() == 0) {
                context.console()
                        .say("No profiles in " + context.profiles().file()
                                + ". Make one: xnatpull profile add NAME --server URL");
            }
            return 0;
        }
    }

    @Command(
            name = "show",
            description = "Shows what a profile says. Of a password command only its program is shown.",
            customSynopsis = "xnatpull profile show NAME [--json]",
            footerHeading = "%nExamples%n",
            footer = {"  xnatpull profile show neuro-prod", "  xnatpull profile show neuro-prod --json"})
    public static final class Show extends OfOne {
        @Option(names = "--json", description = "Print a JSON object.")
        boolean json;

        public Show(CommandContext context) {
            super(context);
        }

        @Override
        public Integer call() {
            Settings profile = context.profiles().get(name());
            SettingsText text = new SettingsText(context.console(), context.environment());
            if (json) {
                print(json(profile));
            } else {
                text.table(profile.effective());
            }
            return 0;
        }
    }

    @Command(
            name = "remove",
            description = "Forgets a profile. Files and commands that it names stay as they are.",
            customSynopsis = "xnatpull profile remove NAME [--json]",
            footerHeading = "%nExamples%n",
            footer = {"  xnatpull profile remove neuro-prod"})
    static final class Remove extends OfOne {
        @Mixin
        JsonFlag json = new JsonFlag();

        Remove(CommandContext context) {
            super(context);
        }

        @Override
        public Integer call() {
            context.profiles().remove(name());
            if (json.json) {
                print(JsonText.object()
                        .put("profile", name())
                        .put("removed", true)
                        .toPrettyString());
            } else {
                context.console()
                        .say("Removed " + name() + " from " + context.profiles().file() + ".");
            }
            return 0;
        }
    }
}
