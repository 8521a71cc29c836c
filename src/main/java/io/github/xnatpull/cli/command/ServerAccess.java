package io.github.xnatpull.cli.command;

import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.support.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a command reaches the server; empty means the usual. Holds no secret, only where one is.
 *
 * @param userOutright whether the user was named by a flag or {@code XNATPULL_USER}, and not by job file or profile
 * @param grace for files in hand when the run is asked to stop
 */
public record ServerAccess(
        Optional<String> user,
        boolean userOutright,
        Optional<Path> passwordFile,
        Optional<String> passwordCommand,
        boolean noInput,
        Optional<Path> caFile,
        Optional<Path> trustStore,
        Optional<Path> clientCertificate,
        Optional<String> proxy,
        List<String> insecureHosts,
        boolean allowHttp,
        boolean credentialsOverHttp,
        Optional<Duration> connectTimeout,
        Optional<Duration> responseTimeout,
        Optional<Duration> stallTimeout,
        Optional<Duration> serverAway,
        Optional<Duration> retryWait,
        Optional<Duration> grace) {

    static ServerAccess of(Settings said, boolean noInput) {
        return new ServerAccess(
                said.text(Setting.USER),
                said.value(Setting.USER)
                        .filter(value -> value.origin().layer().compareTo(Layer.ENVIRONMENT) <= 0)
                        .isPresent(),
                said.text(Setting.PASSWORD_FILE).map(Path::of),
                said.text(Setting.PASSWORD_COMMAND),
                noInput,
                said.text(Setting.CA_FILE).map(Path::of),
                said.text(Setting.TRUST_STORE).map(Path::of),
                said.text(Setting.CLIENT_CERT).map(Path::of),
                said.text(Setting.PROXY),
                said.texts(Setting.INSECURE),
                said.isTrue(Setting.ALLOW_HTTP),
                said.isTrue(Setting.CREDENTIALS_OVER_HTTP),
                time(said, Setting.CONNECT_TIMEOUT),
                time(said, Setting.RESPONSE_TIMEOUT),
                time(said, Setting.STALL_TIMEOUT),
                time(said, Setting.SERVER_AWAY),
                time(said, Setting.RETRY_WAIT),
                time(said, Setting.GRACE));
    }

    private static Optional<Duration> time(Settings said, Setting setting) {
        return said.text(setting).map(Durations::parse);
    }
}
