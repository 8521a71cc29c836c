package io.github.xnatpull.cli;

import io.github.xnatpull.catalogue.http.ServerAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which server, as whom, and over what connection. No flag takes a secret's value: process lists show it to everybody. */
@Command(description = "Server")
final class ServerFlags {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Address of the XNAT server, with its context path if it has one (also: XNAT_URL, XNAT_HOST).")
    Optional<String> server = Optional.empty();

    @Option(names = "--user", paramLabel = "NAME", description = "User name; its password comes from one of the following.")
    Optional<String> user = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File with the password; nobody else may be able to read it.")
    Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--password-command",
            paramLabel = "COMMAND",
            description = "Command that prints the password. Without either: XNAT_USER and XNAT_PASS (an alias token fits there), ~/.netrc, or a prompt.")
    Optional<String> passwordCommand = Optional.empty();

    @Option(names = "--no-input", description = "Never ask; fail instead.")
    boolean noInput;

    @Option(names = "--ca-file", paramLabel = "PEM", description = "Certificates to trust beside the system's.")
    Optional<Path> caFile = Optional.empty();

    @Option(names = "--client-cert", paramLabel = "P12", description = "Client certificate to show to the server.")
    Optional<Path> clientCert = Optional.empty();

    @Option(names = "--proxy", paramLabel = "HOST:PORT", description = "Proxy to go through (also: HTTPS_PROXY, NO_PROXY).")
    Optional<String> proxy = Optional.empty();

    @Option(
            names = "--insecure",
            paramLabel = "HOST",
            description = "Do not check the certificate of this host. Anybody on the way can then read along.")
    List<String> insecureHosts = List.of();

    @Option(names = "--allow-http", description = "Allow a plain http:// address that is not this machine.")
    boolean allowHttp;

    /**
     * The address, checked.
     *
     * @throws io.github.xnatpull.fault.Fault where it is none, or holds a password, which is then not repeated
     */
    Optional<URI> address() {
        return server.map(text -> URI.create(ServerAddress.parse(text, allowHttp).url()));
    }

    /** Rarely needed waits. */
    @Command(description = "Tuning (rarely needed)")
    static final class Tuning {
        @Option(names = "--connect-timeout", paramLabel = "TIME", description = "Longest wait for a connection (10s).")
        Optional<Duration> connectTimeout = Optional.empty();

        @Option(names = "--response-timeout", paramLabel = "TIME", description = "Longest wait for an answer to begin (5m).")
        Optional<Duration> responseTimeout = Optional.empty();

        @Option(names = "--stall-timeout", paramLabel = "TIME", description = "Longest wait for the next byte (60s).")
        Optional<Duration> stallTimeout = Optional.empty();

        @Option(names = "--server-away", paramLabel = "TIME", description = "How long to wait for a server that stopped answering (15m).")
        Optional<Duration> serverAway = Optional.empty();

        @Option(names = "--retry-wait", paramLabel = "TIME", description = "Wait before the first retry; doubles with each (1s).")
        Optional<Duration> retryWait = Optional.empty();

        @Option(names = "--grace", paramLabel = "TIME", description = "Time for files in hand when asked to stop (20s).")
        Optional<Duration> grace = Optional.empty();

        @Option(names = "--progress-interval", paramLabel = "TIME", description = "Time between two lines of plain progress (60s).")
        Optional<Duration> progressInterval = Optional.empty();
    }
}
