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
 * @param retryWait the first pause before a request is tried again
 * @param grace for files in hand when the run is asked to stop
 */
public record ServerAccess(
        Login login,
        Tls tls,
        PlainHttp plainHttp,
        Optional<String> proxy,
        Deadlines deadlines,
        Optional<Duration> retryWait,
        Optional<Duration> grace) {

    static ServerAccess of(Settings said, boolean noInput) {
        return new ServerAccess(
                Login.of(said, noInput),
                Tls.of(said),
                new PlainHttp(said.isTrue(Setting.ALLOW_HTTP), said.isTrue(Setting.CREDENTIALS_OVER_HTTP)),
                said.text(Setting.PROXY),
                Deadlines.of(said),
                time(said, Setting.RETRY_WAIT),
                time(said, Setting.GRACE));
    }

    /**
     * Who logs in, and where the password is.
     *
     * @param userOutright whether the user was named by a flag or {@code XNATPULL_USER}, and not by job file or profile
     * @param noInput whether nobody may be asked for a password
     */
    public record Login(
            Optional<String> user,
            boolean userOutright,
            Optional<Path> passwordFile,
            Optional<String> passwordCommand,
            boolean noInput) {
        private static Login of(Settings said, boolean noInput) {
            return new Login(
                    said.text(Setting.USER),
                    said.value(Setting.USER)
                            .filter(value -> value.origin().layer().compareTo(Layer.ENVIRONMENT) <= 0)
                            .isPresent(),
                    said.text(Setting.PASSWORD_FILE).map(Path::of),
                    said.text(Setting.PASSWORD_COMMAND),
                    noInput);
        }
    }

    /**
     * Whom TLS trusts, and as whom it introduces itself.
     *
     * @param caFile certificates (PEM) trusted on top of the system's
     * @param trustStore a store of certificates trusted likewise
     * @param clientCertificate shown to servers that ask for one
     * @param insecureHosts hosts whose certificates are not looked at, as they were written: one text may name several
     */
    public record Tls(
            Optional<Path> caFile,
            Optional<Path> trustStore,
            Optional<Path> clientCertificate,
            List<String> insecureHosts) {
        private static Tls of(Settings said) {
            return new Tls(
                    said.text(Setting.CA_FILE).map(Path::of),
                    said.text(Setting.TRUST_STORE).map(Path::of),
                    said.text(Setting.CLIENT_CERT).map(Path::of),
                    said.texts(Setting.INSECURE));
        }
    }

    /**
     * What goes over a connection without TLS.
     *
     * @param allowed whether a server may be reached so at all
     * @param credentials whether user and password may be sent so
     */
    public record PlainHttp(boolean allowed, boolean credentials) {}

    /** How long the server is waited for; see {@link io.github.xnatpull.xnat.http.HttpSettings.Deadlines}. */
    public record Deadlines(
            Optional<Duration> connect,
            Optional<Duration> response,
            Optional<Duration> stall,
            Optional<Duration> serverAway) {
        private static Deadlines of(Settings said) {
            return new Deadlines(
                    time(said, Setting.CONNECT_TIMEOUT),
                    time(said, Setting.RESPONSE_TIMEOUT),
                    time(said, Setting.STALL_TIMEOUT),
                    time(said, Setting.SERVER_AWAY));
        }
    }

    private static Optional<Duration> time(Settings said, Setting setting) {
        return said.text(setting).map(Durations::parse);
    }
}
