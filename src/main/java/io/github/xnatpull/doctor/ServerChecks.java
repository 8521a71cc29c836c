package io.github.xnatpull.doctor;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.support.TextSafety;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.http.HttpSettings;
import io.github.xnatpull.xnat.http.ServerProbe;
import io.github.xnatpull.xnat.login.Credentials;
import io.github.xnatpull.xnat.rest.RestCatalogues.OpenServer;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The way to the server, who we are there, and what it lets us have. */
public final class ServerChecks {
    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration MUCH_SKEW = Duration.ofSeconds(90);

    /** Date counts whole seconds, and the answer takes its time. */
    private static final Duration TRUNCATED = Duration.ofSeconds(2);

    private static final Duration SHORT_TOKEN = Duration.ofDays(1);
    private static final String TOKEN = "(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final Examination examination;
    private final HttpSettings settings;
    private final Supplier<Credentials> credentials;
    private final OpenServer server;
    private final Clock clock;
    private final LongSupplier nanos;

    /**
     * @param credentials asked once
     * @param server opened with these settings and credentials
     * @param nanos a clock that never jumps
     */
    public ServerChecks(
            Examination examination,
            HttpSettings settings,
            Supplier<Credentials> credentials,
            OpenServer server,
            Clock clock,
            LongSupplier nanos) {
        this.examination = examination;
        this.settings = settings;
        this.credentials = credentials;
        this.server = server;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** @param projects ids; what belongs to projects is skipped where there is none */
    public void run(List<String> projects) {
        ServerProbe probe = new ServerProbe(settings);
        examination.check("name lookup", List.of(), () -> lookup(probe));
        examination.check("connection", List.of("name lookup"), () -> Finding.ok("to " + probe.connect() + via()));
        examination.check("tls", List.of("connection"), () -> tls(probe));
        examination.check("server", List.of("tls"), this::version);
        examination.check("clock", List.of("server"), this::skew);
        examination.check("login", List.of("credentials", "server"), this::login);
        examination.check("token", List.of("login"), this::token);
        List<SessionRow> sessions = new ArrayList<>();
        examination.check("project", List.of("login"), () -> access(projects, sessions));
        examination.check("data types", List.of("project"), () -> dataTypes(projects, sessions));
        new TransferChecks(examination, server.catalogue(), server.content(), nanos).run(sessions);
    }

    private String via() {
        return settings.proxy().map(proxy -> ", the proxy").orElse("");
    }

    private static Finding lookup(ServerProbe probe) {
        return Finding.ok(probe.host() + " is "
                + probe.lookup().stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", ")));
    }

    private Finding tls(ServerProbe probe) {
        if (settings.server().scheme().equals("http") && isThisMachine(probe)) {
            return Finding.ok("none: the server is on this machine");
        }
        if (settings.server().scheme().equals("http")) {
            return Finding.warning(
                    "none: the address begins with http://",
                    "Everybody on the way can read password and data.",
                    "Use https:// where the server has it.");
        }
        return probe.shakeHands()
                .map(this::certificate)
                .orElseGet(
                        () -> Finding.ok("not looked at: a proxy that wants a password is between; 'server' shows it"));
    }

    private static boolean isThisMachine(ServerProbe probe) {
        return probe.lookup().stream().allMatch(InetAddress::isLoopbackAddress);
    }

    private Finding certificate(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        String facts = "certificate of "
                + TextSafety.visible(certificate.getSubjectX500Principal().getName(), 100) + ", issued by "
                + TextSafety.visible(certificate.getIssuerX500Principal().getName(), 100) + ", good until " + end;
        if (settings.isInsecure()) {
            return Finding.warning(
                    facts + ", not checked",
                    "Anybody could pretend to be the server.",
                    "Name its authority with --ca-file in place of --insecure.");
        }
        return clock.instant().plus(SOON).isAfter(end)
                ? Finding.warning(facts, "It expires soon.", "Tell the server's administrator.")
                : Finding.ok(facts);
    }

    private Finding version() {
        String version = server.catalogue().server().version();
        return Finding.ok(version.isBlank() ? "an XNAT that hides its version" : "XNAT " + version);
    }

    private Finding skew() {
        Instant before = clock.instant();
        return server.facts()
                .clock()
                .map(time -> skew(Duration.between(before, time)))
                .orElseGet(() -> Finding.ok("the server does not say its time"));
    }

    private static Finding skew(Duration ahead) {
        String found = "the server's is " + Math.abs(ahead.toSeconds()) + " s "
                + (ahead.isNegative() ? "behind ours" : "ahead of ours");
        if (ahead.abs().compareTo(TRUNCATED) <= 0) {
            return Finding.ok("the server's and ours agree");
        }
        return ahead.abs().compareTo(MUCH_SKEW) < 0
                ? Finding.ok(found)
                : Finding.warning(
                        found,
                        "Times in reports and those of the server do not match; certificates and tokens may seem expired.",
                        "Set this machine's clock (NTP), or tell the server's administrator.");
    }

    private Finding login() {
        String name = credentials.get().user();
        String user = server.catalogue().user();
        return Finding.ok("as " + TextSafety.visible(user, 100) + (name.matches(TOKEN) ? ", by an alias token" : ""));
    }

    private Finding token() {
        String name = credentials.get().user();
        if (!name.matches(TOKEN)) {
            return Finding.ok("none: the login is a user name");
        }
        String renewal =
                "A run that must log in again after that fails. Issue a new one before, or use a password for cron.";
        return server.facts()
                .tokenExpiry(name)
                .map(end -> Duration.between(clock.instant(), end).compareTo(SHORT_TOKEN) < 0
                        ? Finding.warning("the alias token ends at " + end, "That is within a day.", renewal)
                        : Finding.ok("the alias token ends at " + end))
                .orElseGet(() -> Finding.warning(
                        "the server does not say when the alias token ends", "Tokens usually last two days.", renewal));
    }

    /** Sessions of types that are not set up stand in no listing of their project (contract §16.1). */
    private Finding dataTypes(List<String> projects, List<SessionRow> sessions) {
        if (projects.isEmpty()) {
            return Finding.skipped("no project is named (--project)");
        }
        Set<String> listed = sessions.stream().map(SessionRow::accessionId).collect(Collectors.toSet());
        Map<String, Integer> hidden = new TreeMap<>();
        try {
            for (String project : projects) {
                server.catalogue().sessionsBeyondProjects(Optional.of(project)).stream()
                        .filter(row -> listed.add(row.accessionId()))
                        .forEach(row -> hidden.merge(row.xsiType(), 1, Integer::sum));
            }
        } catch (Fault fault) {
            return Finding.warning(
                    "the listing without a project, which would show sessions of types that are not set up, did not come: "
                            + fault.because(),
                    "A run goes on without it.",
                    fault.advice());
        }
        if (hidden.isEmpty()) {
            return Finding.ok("no session is hidden, as far as "
                    + TextSafety.visible(server.catalogue().user(), 100)
                    + " can see: types that are not set up are shown to users who read all data only");
        }
        return Finding.warning(
                hidden.entrySet().stream()
                                .map(count -> Plural.of(count.getValue(), "session") + " of type "
                                        + TextSafety.visible(count.getKey(), 100))
                                .collect(Collectors.joining(", "))
                        + " in no listing of the project",
                "Users who do not read all data get them by their accession ids only.",
                "Have the administrator set up these data types.");
    }

    private Finding access(List<String> projects, List<SessionRow> sessions) {
        if (projects.isEmpty()) {
            return Finding.skipped("no project is named (--project)");
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (String project : projects) {
            List<SessionRow> found = server.catalogue().sessions(project);
            counts.put(project, found.size());
            sessions.addAll(found);
        }
        String found = counts.entrySet().stream()
                .map(count -> TextSafety.visible(count.getKey(), 100) + ": " + Plural.of(count.getValue(), "session"))
                .collect(Collectors.joining(", "));
        return sessions.isEmpty()
                ? Finding.warning(
                        found,
                        "There is nothing to pull, or nothing that this user may see.",
                        "Ask the project's owner for read access if there should be.")
                : Finding.ok(found);
    }
}
