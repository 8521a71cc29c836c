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
 * @param connect the longest wait for a connection
 * @param response the longest wait for the head of a reply: XNAT reads every catalogue before the first byte (contract §3.2)
 * @param stall the longest wait for the next byte of a body; there is no limit on the whole
 * @param retries when a request is tried again
 * @param serverAway how long a server may be away before the run ends; zero where nobody waits for it at all
 * @param connections how many may be open at once
 * @param caFile certificates (PEM) trusted on top of the system's
 * @param trustStore a store of certificates trusted likewise
 * @param clientCertificate shown to servers that ask for one
 * @param proxy what stands between here and the server
 * @param awaitsStart whether a server that does not answer the very first request is waited for, as one that was there is
 * @param insecureHosts hosts whose certificates are not looked at: asked for by name, never by default
 */
public record HttpSettings(
        ServerAddress server,
        String version,
        Duration connect,
        Duration response,
        Duration stall,
        RetrySchedule retries,
        Duration serverAway,
        int connections,
        Optional<Path> caFile,
        Optional<Store> trustStore,
        Optional<Store> clientCertificate,
        Optional<Proxy> proxy,
        Set<String> insecureHosts,
        boolean awaitsStart) {
    private static final Duration SHORT = Duration.ofSeconds(30);

    /** The deadlines of acceptance B.3; connections for the given numbers of workers, a login and a prober. */
    public static HttpSettings standard(ServerAddress server, String version, int transfers, int checkers) {
        return new HttpSettings(
                server,
                version,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(60),
                RetrySchedule.standard(),
                Duration.ofMinutes(15),
                transfers + checkers + 2,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                false);
    }

    public HttpSettings withRetries(RetrySchedule schedule) {
        return new HttpSettings(
                server,
                version,
                connect,
                response,
                stall,
                schedule,
                serverAway,
                connections,
                caFile,
                trustStore,
                clientCertificate,
                proxy,
                insecureHosts,
                awaitsStart);
    }

    /** For who is not watched: a server that restarts just now is waited for. */
    public HttpSettings awaitingStart() {
        return new HttpSettings(
                server,
                version,
                connect,
                response,
                stall,
                retries,
                serverAway,
                connections,
                caFile,
                trustStore,
                clientCertificate,
                proxy,
                insecureHosts,
                true);
    }

    /** For somebody who waits for an answer: the server may ask for a short pause, and is not waited for. */
    public HttpSettings impatient() {
        Duration cap = retries.serverCap().compareTo(SHORT) < 0 ? retries.serverCap() : SHORT;
        return withRetries(new RetrySchedule(retries.tries(), retries.base(), retries.cap(), cap, retries.budget()))
                .withDeadlines(connect, response, stall, Duration.ZERO);
    }

    public HttpSettings withDeadlines(Duration newConnect, Duration newResponse, Duration newStall, Duration newAway) {
        return new HttpSettings(
                server,
                version,
                newConnect,
                newResponse,
                newStall,
                retries,
                newAway,
                connections,
                caFile,
                trustStore,
                clientCertificate,
                proxy,
                insecureHosts,
                awaitsStart);
    }

    /** With what TLS needs to know; see the components of the same names. */
    public HttpSettings withTls(
            Optional<Path> newCaFile,
            Optional<Store> newTrustStore,
            Optional<Store> newCertificate,
            Set<String> insecure) {
        return new HttpSettings(
                server,
                version,
                connect,
                response,
                stall,
                retries,
                serverAway,
                connections,
                newCaFile,
                newTrustStore,
                newCertificate,
                proxy,
                Set.copyOf(insecure),
                awaitsStart);
    }

    public HttpSettings withProxy(Optional<Proxy> newProxy) {
        return new HttpSettings(
                server,
                version,
                connect,
                response,
                stall,
                retries,
                serverAway,
                connections,
                caFile,
                trustStore,
                clientCertificate,
                newProxy,
                insecureHosts,
                awaitsStart);
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
