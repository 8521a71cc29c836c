package io.github.xnatpull.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a command reaches the server, as the flags say it; empty means the usual. Holds no secret, only where one is.
 *
 * @param grace for files in hand when the run is asked to stop
 */
public record ServerAccess(
        Optional<String> user,
        Optional<Path> passwordFile,
        Optional<String> passwordCommand,
        boolean noInput,
        Optional<Path> caFile,
        Optional<Path> clientCertificate,
        Optional<String> proxy,
        List<String> insecureHosts,
        boolean allowHttp,
        Optional<Duration> connectTimeout,
        Optional<Duration> responseTimeout,
        Optional<Duration> stallTimeout,
        Optional<Duration> serverAway,
        Optional<Duration> retryWait,
        Optional<Duration> grace) {

    static ServerAccess of(ServerFlags server, ServerFlags.Tuning tuning, Path workingDirectory) {
        return new ServerAccess(
                server.user,
                server.passwordFile.map(workingDirectory::resolve),
                server.passwordCommand,
                server.noInput,
                server.caFile.map(workingDirectory::resolve),
                server.clientCert.map(workingDirectory::resolve),
                server.proxy,
                List.copyOf(server.insecureHosts),
                server.allowHttp,
                tuning.connectTimeout,
                tuning.responseTimeout,
                tuning.stallTimeout,
                tuning.serverAway,
                tuning.retryWait,
                tuning.grace);
    }
}
