package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.output.DoctorText;
import io.github.xnatpull.doctor.DiskChecks;
import io.github.xnatpull.doctor.Examination;
import io.github.xnatpull.doctor.Finding;
import io.github.xnatpull.doctor.MachineChecks;
import io.github.xnatpull.doctor.ServerChecks;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.request.Requests;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.support.RetrySchedule;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.support.TextSafety;
import io.github.xnatpull.xnat.http.HttpSeams;
import io.github.xnatpull.xnat.http.HttpSettings;
import io.github.xnatpull.xnat.login.Credentials;
import io.github.xnatpull.xnat.rest.RestCatalogues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Examines what a pull would need. */
@Command(
        name = "doctor",
        description =
                "Examines set-up, server and destination: one line per check, with what to do. Each part is examined as far"
                        + " as it is named; nothing is left behind. Ends with 0 where nothing failed, else with the exit code"
                        + " that a pull would have: 2 settings, 4 login or permission, 5 server, 7 destination.",
        customSynopsis = "xnatpull doctor [FLAGS] [JOBFILE]",
        footerHeading = "%nExamples%n",
        footer = {
            "  xnatpull doctor --server https://xnat.example.org --project TEST --dest data",
            "  xnatpull doctor jobs/nightly.yaml           before it goes into cron, as the user of cron",
            "  xnatpull doctor --dest /mnt/share/data      only this machine and the disk",
            "  xnatpull doctor jobs/nightly.yaml --json    for monitoring"
        })
public final class DoctorCommand implements Callable<Integer> {
    /** Who asks for an examination wants an answer, not a wait until all is well. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @Parameters(paramLabel = "JOBFILE", arity = "0..1", description = "A job file (YAML); flags win over its keys.")
    Optional<Path> jobFile = Optional.empty();

    @Option(names = "--project", paramLabel = "PATTERN", description = "Projects whose access is examined, by id.")
    List<String> projects = List.of();

    @Option(names = "--json", description = "Print the findings as JSON.")
    boolean json;

    @Mixin
    NoInputFlag noInput = new NoInputFlag();

    @Mixin
    HelpFlag help = new HelpFlag();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    private final CommandContext context;

    public DoctorCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        DoctorText text = new DoctorText(context.console(), json);
        Examination examination = new Examination(text::finding);
        MachineChecks.run(
                examination,
                Runtime.version(),
                Runtime.getRuntime().maxMemory(),
                System.getProperty("sun.jnu.encoding", "UTF-8"));
        Settings[] said = {Settings.none()};
        examination.check("configuration", List.of(), () -> {
            SettingsResolver resolver = new SettingsResolver(spec, context);
            said[0] = resolver.settings(jobFile);
            resolver.tell();
            Requests.selectionOf(said[0]);
            return Finding.ok(jobFile.map(file -> file + " and the flags").orElse("the flags") + " can be understood");
        });
        server(examination, said[0]);
        destination(examination, said[0]);
        return text.end(examination.result());
    }

    private void server(Examination examination, Settings said) {
        Optional<String> address = said.text(Setting.SERVER);
        if (address.isEmpty()) {
            examination.check(
                    "server", List.of("configuration"), () -> Finding.skipped("no server is named (--server URL)"));
            return;
        }
        Optional<Connection.Examinee> examinee = examinee(examination, said, address.get());
        examinee.ifPresent(found -> {
            HttpSettings impatient = impatient(found.settings());
            Supplier<Credentials> credentials = once(found.credentials());
            examination.check("credentials", List.of(), () -> source(credentials.get(), said));
            try (RestCatalogues.OpenServer open =
                    RestCatalogues.open(impatient, credentials, HttpSeams.real(new StopSignal()))) {
                new ServerChecks(examination, impatient, credentials, open, context.clock(), context.nanos())
                        .run(said.texts(Setting.PROJECTS));
            }
        });
    }

    private Optional<Connection.Examinee> examinee(Examination examination, Settings said, String address) {
        Connection.Examinee[] found = new Connection.Examinee[1];
        examination.check("address", List.of(), () -> {
            found[0] = new Connection(
                            new ServerTarget(Requests.address(address), ServerAccess.of(said, noInput.noInput)),
                            context.environment(),
                            new StopSignal(),
                            context.console()::say)
                    .examinee();
            return Finding.ok(found[0].settings().server().url());
        });
        return Optional.ofNullable(found[0]);
    }

    /** Where they come from, never what they are. */
    private Finding source(Credentials credentials, Settings said) {
        Optional<Path> file = credentials.source().equals("~/.netrc")
                ? context.home().directory().map(home -> home.resolve(".netrc"))
                : said.text(Setting.PASSWORD_FILE)
                        .map(Path::of)
                        .filter(path -> credentials.source().endsWith(path.toString()));
        return Finding.ok("of " + TextSafety.visible(credentials.user(), 100) + ", from " + credentials.source()
                + file.map(DoctorCommand::mode).orElse(""));
    }

    private static String mode(Path file) {
        try {
            return " (mode " + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + ")";
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static HttpSettings impatient(HttpSettings usual) {
        HttpSettings.Deadlines deadlines = usual.deadlines();
        return usual.withRetries(RetrySchedule.standard().withTries(1))
                .withDeadlines(new HttpSettings.Deadlines(
                        deadlines.connect(), shorter(deadlines.response()), shorter(deadlines.stall()), Duration.ZERO))
                .impatient();
    }

    private static Duration shorter(Duration usual) {
        return usual.compareTo(LONGEST_WAIT) < 0 ? usual : LONGEST_WAIT;
    }

    /** A password is asked for once, and not again where there was none. */
    private static Supplier<Credentials> once(Supplier<Credentials> source) {
        return new Supplier<>() {
            private Optional<Credentials> known = Optional.empty();

            @Override
            public synchronized Credentials get() {
                known = known.or(() -> Optional.of(source.get()));
                return known.orElseThrow();
            }
        };
    }

    private void destination(Examination examination, Settings said) {
        Optional<String> root = said.text(Setting.DESTINATION);
        if (root.isEmpty()) {
            examination.check(
                    "destination",
                    List.of("configuration"),
                    () -> Finding.skipped("no destination is named (--dest DIR)"));
            return;
        }
        new DiskChecks(
                        examination,
                        new Destination(context.absolute(Path.of(root.get()))),
                        Path.of(System.getProperty("java.io.tmpdir", "/tmp")))
                .run();
    }
}
