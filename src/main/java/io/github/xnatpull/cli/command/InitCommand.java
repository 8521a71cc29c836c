package io.github.xnatpull.cli.command;

import io.github.xnatpull.app.JsonText;
import io.github.xnatpull.cli.command.JobFileSketch.Subject;
import io.github.xnatpull.cli.output.JsonFlag;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.request.Requests;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.request.Settings.Effective;
import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.support.Disk;
import io.github.xnatpull.xnat.ProjectRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Writes a job file to begin with. */
@Command(
        name = "init",
        description =
                "Writes a commented job file. With a server and a project it asks what is there (session types, scan types,"
                        + " resources, sizes) and says it in the comments; without, it writes a template. Never overwrites a file.",
        customSynopsis = "xnatpull init [FLAGS] [FILE|-]",
        footerHeading = "%nExamples%n",
        footer = {
            "  xnatpull init --server https://xnat.example.org --project TEST          writes xnatpull.yaml",
            "  xnatpull init --profile neuro-prod --project TEST --dest /data/TEST jobs/test.yaml",
            "  xnatpull init -                                                         a template, on standard output"
        })
public final class InitCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";
    private static final String USUAL = "xnatpull.yaml";
    private static final String SERVER = "server.";

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "Where it is written; - is standard output. [xnatpull.yaml]")
    String file = USUAL;

    @Mixin
    JsonFlag json = new JsonFlag();

    @Mixin
    NoInputFlag noInput = new NoInputFlag();

    @Mixin
    HelpFlag help = new HelpFlag();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    private final CommandContext context;

    public InitCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path target = context.absolute(Path.of(file));
        boolean toOutput = file.equals(STANDARD_OUTPUT);
        if (!toOutput && Files.exists(target)) {
            throw taken(target);
        }
        SettingsResolver resolver = new SettingsResolver(spec, context);
        Settings said = resolver.settings(Optional.empty());
        resolver.tell();
        String text = said.text(Setting.SERVER).isPresent() ? asked(said) : template(said);
        if (!toOutput) {
            write(target, text);
        }
        if (json.json) {
            ObjectNode object = JsonText.object()
                    .put("file", toOutput ? null : target.toString())
                    .put("text", text);
            context.console().raw().print(object.toPrettyString() + "\n");
            context.console().flush();
        } else if (toOutput) {
            context.console().raw().print(text);
            context.console().flush();
        } else {
            context.console().say("Wrote " + file + ". Look at it, then: xnatpull check " + file + " --online");
        }
        return 0;
    }

    private String template(Settings said) {
        Map<String, List<String>> server = new LinkedHashMap<>();
        server.put("url", List.of("${XNAT_URL:-https://xnat.example.org}"));
        List<String> projects = Requests.selectionOf(said).projects();
        return JobFileSketch.of(
                subject(said, server, projects.isEmpty() ? List.of("MYSTUDY") : projects, List.of()), Optional.empty());
    }

    private String asked(Settings said) {
        ServerAccess access = ServerAccess.of(said, noInput.noInput);
        try (Server open =
                context.open(Requests.address(said.text(Setting.SERVER).orElse("")), access)) {
            XnatCatalogue catalogue = open.catalogue();
            List<String> named = Requests.selectionOf(said).projects();
            if (!named.isEmpty()) {
                ProjectSurvey survey = ProjectSurvey.of(catalogue, named);
                return JobFileSketch.of(subject(said, server(said), named, List.of()), Optional.of(survey));
            }
            List<String> visible =
                    catalogue.projects().stream().map(ProjectRow::id).toList();
            if (visible.size() == 1) {
                return JobFileSketch.of(
                        subject(said, server(said), visible, List.of()),
                        Optional.of(ProjectSurvey.of(catalogue, visible)));
            }
            context.console().say("Nothing says which project; the file names those that there are.");
            return JobFileSketch.of(subject(said, server(said), List.of("MYSTUDY"), visible), Optional.empty());
        }
    }

    /** What was said about the server by flags, and its name however it is known; a profile stands for itself. */
    private static Map<String, List<String>> server(Settings said) {
        Map<String, List<String>> server = new LinkedHashMap<>();
        boolean byProfile =
                said.value(Setting.SERVER).filter(InitCommand::ofProfile).isPresent();
        for (Effective one : said.effective()) {
            String key = one.setting().key();
            boolean told = one.setting() == Setting.SERVER && !byProfile
                    || one.setting() == Setting.PROFILE && byProfile
                    || one.value().origin().layer() == Layer.FLAG;
            if (key.startsWith(SERVER) && told) {
                server.put(key.substring(SERVER.length()), one.value().texts());
            }
        }
        return server;
    }

    private static boolean ofProfile(Settings.Value value) {
        return value.origin().layer() == Layer.PROFILE;
    }

    private Subject subject(
            Settings said, Map<String, List<String>> server, List<String> projects, List<String> visible) {
        String name = projects.get(0).replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[._-]+", "");
        return new Subject(
                file.equals(STANDARD_OUTPUT) ? "JOBFILE" : file,
                name.isEmpty() ? "job" : name.substring(0, Math.min(60, name.length())),
                server,
                projects,
                visible,
                said.text(Setting.DESTINATION).orElse("data"));
    }

    private static void write(Path target, String text) {
        try {
            Files.createDirectories(Disk.parent(target));
            Files.writeString(target, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw taken(target);
        } catch (IOException e) {
            throw Fault.fault(FaultCode.LOCAL_IO)
                    .trying("write the job file " + target)
                    .advice("Choose another place, or - for standard output.")
                    .cause(e)
                    .because(LocalFaults.words(e));
        }
    }

    private static Fault taken(Path target) {
        return Fault.fault(FaultCode.USAGE)
                .trying("write the job file " + target)
                .meaning("It stays as it is")
                .advice("Name another file, or - for standard output.")
                .because("there is one already");
    }
}
