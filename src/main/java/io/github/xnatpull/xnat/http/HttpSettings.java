package io.github.xnatpull.xnat.http;

import io.github.xnatpull.support.RetrySchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How one server is talked to.
 *
 * @param server where it is, with its context path
 * @param version of this program, for the User-Agent
 * @param retries when a request is tried again
 * @param connections how many may be open at once
 * @param proxy what stands between here and the server
 * @param awaitsStart whether a server that does not answer the very first request is waited for, as one that was there is
 */
public record HttpSettings(
        ServerAddress server,
        String version,
        Deadlines deadlines,
        RetrySchedule retries,
        int connections,
        Tls tls,
        Optional<Proxy> proxy,
        boolean awaitsStart) {
    /** The deadlines of acceptance B.3; connections for the given numbers of workers, a login and a prober. */
    public static HttpSettings standard(ServerAddress server, String version, int transfers, int checkers) {
        return new HttpSettings(
                server,
                version,
                Deadlines.STANDARD,
                RetrySchedule.standard(),
                transfers + checkers + 2,
                Tls.STANDARD,
                Optional.empty(),
                false);
    }

    public HttpSettings withRetries(RetrySchedule schedule) {
        return new HttpSettings(server, version, deadlines, schedule, connections, tls, proxy, awaitsStart);
    }

    /** For who is not watched: a server that restarts just now is waited for. */
    public HttpSettings awaitingStart() {
        return new HttpSettings(server, version, deadlines, retries, connections, tls, proxy, true);
    }

    /** For somebody who waits for an answer: the server may ask for a short pause, and is not waited for. */
    public HttpSettings impatient() {
        Duration shortPause = HttpLimits.PAUSE_WHILE_WATCHED;
        Duration cap = retries.serverCap().compareTo(shortPause) < 0 ? retries.serverCap() : shortPause;
        return withRetries(new RetrySchedule(retries.tries(), retries.base(), retries.cap(), cap, retries.budget()))
                .withDeadlines(
                        new Deadlines(deadlines.connect(), deadlines.response(), deadlines.stall(), Duration.ZERO));
    }

    public HttpSettings withDeadlines(Deadlines others) {
        return new HttpSettings(server, version, others, retries, connections, tls, proxy, awaitsStart);
    }

    public HttpSettings withTls(Tls other) {
        return new HttpSettings(server, version, deadlines, retries, connections, other, proxy, awaitsStart);
    }

    public HttpSettings withProxy(Optional<Proxy> other) {
        return new HttpSettings(server, version, deadlines, retries, connections, tls, other, awaitsStart);
    }

    /** Whether the certificate of the server is not looked at. */
    public boolean isInsecure() {
        return tls.insecureHosts().contains(server.host());
    }

    /**
     * How long the server is waited for.
     *
     * @param connect the longest wait for a connection
     * @param response the longest wait for the head of a reply: XNAT reads every catalogue before the first byte (contract §3.2)
     * @param stall the longest wait for the next byte of a body; there is no limit on the whole
     * @param serverAway how long a server may be away before the run ends; zero where nobody waits for it at all
     */
    public record Deadlines(Duration connect, Duration response, Duration stall, Duration serverAway) {
        private static final Deadlines STANDARD = new Deadlines(
                Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(60), Duration.ofMinutes(15));
    }

    /**
     * Whom TLS trusts, and as whom it introduces itself.
     *
     * @param caFile certificates (PEM) trusted on top of the system's
     * @param trustStore a store of certificates trusted likewise
     * @param clientCertificate shown to servers that ask for one
     * @param insecureHosts hosts whose certificates are not looked at: asked for by name, never by default
     */
    public record Tls(
            Optional<Path> caFile,
            Optional<Store> trustStore,
            Optional<Store> clientCertificate,
            Set<String> insecureHosts) {
        private static final Tls STANDARD = new Tls(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

        /** Keeps a copy of the hosts. */
        public Tls {
            insecureHosts = Set.copyOf(insecureHosts);
        }
    }

    /** A PKCS#12 (for trust also JKS) file and the password that opens it, blank where it has none. */
    public record Store(Path file, char[] password) {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** A proxy; user and password are blank where it wants none, and go to nobody but the proxy. */
    public record Proxy(String host, int port, String user, char[] password) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
