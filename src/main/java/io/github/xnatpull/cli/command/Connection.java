package io.github.xnatpull.cli.command;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.support.Redactor;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.support.Version;
import io.github.xnatpull.xnat.XnatCatalogue;
import io.github.xnatpull.xnat.XnatContent;
import io.github.xnatpull.xnat.http.HttpGateway;
import io.github.xnatpull.xnat.http.HttpSeams;
import io.github.xnatpull.xnat.http.HttpSettings;
import io.github.xnatpull.xnat.http.ProxyEnvironment;
import io.github.xnatpull.xnat.http.ServerAddress;
import io.github.xnatpull.xnat.login.CredentialEnvironment;
import io.github.xnatpull.xnat.login.CredentialFinder;
import io.github.xnatpull.xnat.login.CredentialSettings;
import io.github.xnatpull.xnat.rest.RestCatalogues;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One server, opened as the settings say. */
final class Connection {
    private final ServerAccess access;
    private final String typed;
    private final ServerAddress server;
    private final Map<String, String> environment;
    private final StopSignal stop;
    private final Consumer<String> warnings;

    /** @param warnings is told what is unsafe about it */
    Connection(ServerTarget target, Map<String, String> environment, StopSignal stop, Consumer<String> warnings) {
        this.access = target.access();
        this.typed = target.server().toString();
        this.server = ServerAddress.parse(
                ServerAddress.withoutQuery(typed), access.plainHttp().allowed());
        this.environment = environment;
        this.stop = stop;
        this.warnings = warnings;
    }

    /** Opens it; nothing goes out before the first question. */
    Server open(PullRequest.Load load) {
        return open(settings(load));
    }

    /** Opens it for a run that nobody watches: a server that restarts just now is waited for. */
    Server openUnwatched(PullRequest.Load load) {
        return open(settings(load).awaitingStart());
    }

    /** Opens it for somebody who waits at the terminal. */
    Server openToLook() {
        HttpSettings usual = settings(ServerBrowser.LOAD);
        Server opened = open(access.deadlines().serverAway().isPresent() ? usual : usual.impatient());
        try {
            opened.catalogue().server(); // a wrong address is told before anybody is asked for a password
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private Server open(HttpSettings settings) {
        requireCover();
        warn();
        requireAddress(settings);
        CredentialFinder credentials =
                new CredentialFinder(server, credentials(), CredentialEnvironment.real(environment));
        return new Opened(RestCatalogues.open(settings, credentials, HttpSeams.real(stop)));
    }

    /** Its settings and credentials, for who looks at them one by one. */
    Examinee examinee() {
        requireCover();
        warn();
        return new Examinee(
                settings(ServerBrowser.LOAD),
                new CredentialFinder(server, credentials(), CredentialEnvironment.real(environment)));
    }

    /** What is examined. */
    record Examinee(HttpSettings settings, CredentialFinder credentials) {}

    /** A page's address is nobody's server; where it leads to one, that is proposed. */
    private void requireAddress(HttpSettings settings) {
        if (ServerAddress.withoutQuery(typed).equals(typed)) {
            return;
        }
        try (HttpGateway gateway = new HttpGateway(settings, HttpSeams.real(stop))) {
            gateway.addresses().wrongAddress().ifPresent(fault -> {
                throw fault;
            });
        }
        ServerAddress.parse(typed, access.plainHttp().allowed());
    }

    /** Plain http is one decision, to send the password over it another (jib's sendCredentialsOverHttp). */
    private void requireCover() {
        if (server.scheme().equals("http")
                && !server.isLoopback()
                && !access.plainHttp().credentials()) {
            throw Fault.fault(FaultCode.CONFIG_INVALID)
                    .trying("log in to " + server)
                    .meaning("Nothing was sent")
                    .advice("Use https; or, on a network that you trust, say --credentials-over-http too.")
                    .because("over plain http everybody on the way could read user and password");
        }
    }

    private void warn() {
        if (insecureHosts().contains(server.host())) {
            warnings.accept("The certificate of " + server.host()
                    + " is not checked (server.insecure-hosts): whoever stands between could read the password and change data."
                    + " Name its authority with --ca-file instead.");
        }
    }

    private HttpSettings settings(PullRequest.Load load) {
        ServerAccess.Deadlines said = access.deadlines();
        ServerAccess.Tls tls = access.tls();
        HttpSettings usual = HttpSettings.standard(server, Version.CURRENT, load.transfers(), load.checkers());
        Optional<HttpSettings.Proxy> proxy =
                access.proxy().map(ProxyEnvironment::parse).or(() -> ProxyEnvironment.of(environment, server));
        return usual.withRetries(Connections.retries(access, load.retries()))
                .withDeadlines(new HttpSettings.Deadlines(
                        said.connect().orElse(usual.deadlines().connect()),
                        said.response().orElse(usual.deadlines().response()),
                        said.stall().orElse(usual.deadlines().stall()),
                        said.serverAway().orElse(usual.deadlines().serverAway())))
                .withTls(new HttpSettings.Tls(
                        tls.caFile(),
                        tls.trustStore().map(file -> store(file, "XNATPULL_TRUST_STORE_PASSWORD")),
                        tls.clientCertificate().map(file -> store(file, "XNATPULL_CLIENT_CERT_PASSWORD")),
                        insecureHosts()))
                .withProxy(proxy);
    }

    private HttpSettings.Store store(Path file, String variable) {
        String password = environment.getOrDefault(variable, "");
        Redactor.process().register(password);
        return new HttpSettings.Store(file, password.toCharArray());
    }

    private Set<String> insecureHosts() {
        return access.tls().insecureHosts().stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** XNAT_USER and XNAT_PASS belong together: a job file or a profile does not lend the latter another name. */
    private Optional<String> user() {
        boolean pair = !environment.getOrDefault("XNAT_USER", "").isBlank()
                && !environment.getOrDefault("XNAT_PASS", "").isEmpty()
                && access.login().passwordCommand().isEmpty();
        return pair && !access.login().userOutright()
                ? Optional.empty()
                : access.login().user();
    }

    private CredentialSettings credentials() {
        ServerAccess.Login login = access.login();
        return new CredentialSettings(user(), login.passwordCommand(), login.passwordFile(), !login.noInput(), false);
    }

    private record Opened(RestCatalogues.OpenServer open) implements Server {
        @Override
        public XnatCatalogue catalogue() {
            return open.catalogue();
        }

        @Override
        public XnatContent content() {
            return open.content();
        }

        @Override
        public void close() {
            open.close();
        }
    }
}
