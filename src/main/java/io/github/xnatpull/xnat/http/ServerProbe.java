package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.xnat.http.Request.Method;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The way to a server, step by step: what a request does at once, taken apart to tell which step fails. */
public final class ServerProbe {
    private final HttpSettings settings;
    private final WireFaults faults;

    public ServerProbe(HttpSettings settings) {
        this.settings = settings;
        this.faults = new WireFaults(settings);
    }

    /** Where the first connection goes: the server, or the proxy before it. */
    public String host() {
        return settings.proxy()
                .map(HttpSettings.Proxy::host)
                .orElse(settings.server().host());
    }

    private int port() {
        return settings.proxy()
                .map(HttpSettings.Proxy::port)
                .orElse(settings.server().port());
    }

    /**
     * Looks up the name.
     *
     * @throws Fault {@code SERVER_UNREACHABLE}
     */
    public List<InetAddress> lookup() {
        try {
            return List.of(InetAddress.getAllByName(bare(host())));
        } catch (IOException e) {
            throw fault(e, "look up " + host());
        }
    }

    /**
     * Connects, and hangs up again.
     *
     * @return host and port
     * @throws Fault {@code SERVER_UNREACHABLE}
     */
    public String connect() {
        try (Socket socket = socket()) {
            return socket.getRemoteSocketAddress().toString().replaceFirst("^[^/]*/", "");
        } catch (IOException e) {
            throw fault(e, "connect to " + host() + ":" + port());
        }
    }

    /**
     * Shakes hands by the rules that a pull has.
     *
     * @return the certificate of the server; empty where there is no TLS, or a proxy with a password in front of it
     * @throws Fault {@code TLS_UNTRUSTED}, {@code SERVER_UNREACHABLE}
     */
    public Optional<X509Certificate> shakeHands() {
        ServerAddress server = settings.server();
        if (!server.scheme().equals("https")
                || settings.proxy().filter(proxy -> !proxy.user().isEmpty()).isPresent()) {
            return Optional.empty();
        }
        try (Socket plain = tunnel();
                SSLSocket secure = (SSLSocket) TlsContexts.of(settings)
                        .getSocketFactory()
                        .createSocket(plain, bare(server.host()), server.port(), true)) {
            if (!settings.isInsecure()) {
                SSLParameters parameters = secure.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secure.setSSLParameters(parameters);
            }
            secure.startHandshake();
            return Optional.of((X509Certificate) secure.getSession().getPeerCertificates()[0]);
        } catch (SocketTimeoutException e) {
            // What answers there may wait for a request that is none of TLS.
            SSLException silent = new SSLException(
                    "nothing came back within " + settings.deadlines().connect().toSeconds() + " s", e);
            throw fault(silent, "make a TLS connection to " + server.host());
        } catch (IOException e) {
            throw fault(e, "make a TLS connection to " + server.host());
        }
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(bare(host()), port()), millis());
        return socket;
    }

    private Socket tunnel() throws IOException {
        if (settings.proxy().isEmpty()) {
            return limited(socket());
        }
        Socket socket =
                new Socket(new java.net.Proxy(java.net.Proxy.Type.HTTP, new InetSocketAddress(bare(host()), port())));
        socket.connect(
                InetSocketAddress.createUnresolved(
                        settings.server().host(), settings.server().port()),
                millis());
        return limited(socket);
    }

    private Socket limited(Socket socket) throws IOException {
        socket.setSoTimeout(millis());
        return socket;
    }

    private int millis() {
        return (int) Math.min(Integer.MAX_VALUE, settings.deadlines().connect().toMillis());
    }

    /** An IPv6 address without its brackets. */
    private static String bare(String host) {
        return host.replaceAll("^\\[|\\]$", "");
    }

    private Fault fault(IOException e, String action) {
        URI target = URI.create(settings.server().url());
        return faults.of(e, Request.of(Method.GET, UrlPath.of("data"), action), target);
    }
}
