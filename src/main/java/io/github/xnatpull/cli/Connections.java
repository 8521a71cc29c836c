package io.github.xnatpull.cli;

import io.github.xnatpull.batch.Server;
import io.github.xnatpull.catalogue.XnatCatalogue;
import io.github.xnatpull.catalogue.XnatContent;
import io.github.xnatpull.catalogue.http.HttpSeams;
import io.github.xnatpull.catalogue.http.HttpSettings;
import io.github.xnatpull.catalogue.http.ProxyEnvironment;
import io.github.xnatpull.catalogue.http.ServerAddress;
import io.github.xnatpull.catalogue.login.CredentialFinder;
import io.github.xnatpull.catalogue.login.CredentialSettings;
import io.github.xnatpull.catalogue.login.CredentialWorld;
import io.github.xnatpull.catalogue.rest.RestCatalogues;
import io.github.xnatpull.jobfile.PullRequest;
import io.github.xnatpull.support.RetrySchedule;
import io.github.xnatpull.support.StopSignal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opens servers as the flags say. */
final class Connections implements Server.Connector {
    private final ServerAccess access;
    private final Map<String, String> environment;
    private final StopSignal stop;

    Connections(ServerAccess access, Map<String, String> environment, StopSignal stop) {
        this.access = access;
        this.environment = environment;
        this.stop = stop;
    }

    @Override
    public Server connect(URI address, PullRequest.Load load) {
        ServerAddress server = ServerAddress.parse(address.toString(), access.allowHttp());
        CredentialFinder credentials = new CredentialFinder(server, credentials(), world());
        return new Opened(RestCatalogues.open(settings(server, load), credentials, HttpSeams.real(stop)));
    }

    /** A server's settings and credentials, for who looks at them one by one. */
    Examinee examinee(URI address) {
        ServerAddress server = ServerAddress.parse(address.toString(), access.allowHttp());
        return new Examinee(settings(server, ServerBrowser.LOAD), new CredentialFinder(server, credentials(), world()));
    }

    /** What is examined. */
    record Examinee(HttpSettings settings, CredentialFinder credentials) {}

    /** The process's own world, but for the environment, which is ours to choose. */
    private CredentialWorld world() {
        CredentialWorld real = CredentialWorld.real();
        return new CredentialWorld(environment, real.home(), real.me(), real.runner(), real.prompt(), real.redactor());
    }

    /** The schedule for requests and for bodies that break. */
    static RetrySchedule retries(ServerAccess access, int retries) {
        RetrySchedule usual = RetrySchedule.standard();
        Duration base = access.retryWait().orElse(usual.base());
        return new RetrySchedule(retries + 1, base, usual.cap(), usual.serverCap(), usual.budget());
    }

    private HttpSettings settings(ServerAddress server, PullRequest.Load load) {
        HttpSettings usual = HttpSettings.standard(server, Version.CURRENT, load.transfers(), load.checkers());
        Optional<HttpSettings.Proxy> proxy =
                access.proxy().map(ProxyEnvironment::parse).or(() -> ProxyEnvironment.of(environment, server));
        return usual.withRetries(retries(access, load.retries()))
                .withDeadlines(
                        access.connectTimeout().orElse(usual.connect()),
                        access.responseTimeout().orElse(usual.response()),
                        access.stallTimeout().orElse(usual.stall()),
                        access.serverAway().orElse(usual.serverAway()))
                .withTls(
                        access.caFile(),
                        access.clientCertificate()
                                .map(file -> new HttpSettings.ClientCertificate(file, certificatePassword())),
                        Set.copyOf(access.insecureHosts()))
                .withProxy(proxy);
    }

    private char[] certificatePassword() {
        return environment.getOrDefault("XNATPULL_CLIENT_CERT_PASSWORD", "").toCharArray();
    }

    private CredentialSettings credentials() {
        return new CredentialSettings(
                access.user(), access.passwordCommand(), access.passwordFile(), !access.noInput(), false);
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
