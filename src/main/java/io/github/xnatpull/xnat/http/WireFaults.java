package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.TextSafety;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.impl.TunnelRefusedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;

/** Says in our words why an exchange got no reply. */
final class WireFaults {
    private final HttpSettings settings;

    WireFaults(HttpSettings settings) {
        this.settings = settings;
    }

    Fault of(Exception e, Request request, URI target) {
        if (e instanceof Fault fault) {
            return fault;
        }
        if (find(e, TunnelRefusedException.class).isPresent()) {
            return proxyRefused(request.action(), e);
        }
        if (e instanceof SSLException) {
            return tls(e, request, target);
        }
        if (find(e, MessageConstraintException.class).isPresent()) {
            return fault(FaultCode.REPLY_UNEXPECTED, request, e, "the head of the reply is no HTTP, or has no end");
        }
        return plain(e, request, target);
    }

    private Fault plain(Exception e, Request request, URI target) {
        if (e instanceof UnknownHostException) {
            return fault(FaultCode.SERVER_UNREACHABLE, request, e, "nobody knows a host named " + hop(target));
        }
        if (e instanceof ConnectTimeoutException) {
            return fault(
                    FaultCode.SERVER_UNREACHABLE,
                    request,
                    e,
                    hop(target) + " did not take the connection within "
                            + settings.deadlines().connect().toSeconds() + " s");
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return fault(FaultCode.SERVER_UNREACHABLE, request, e, hop(target) + " takes no connections: " + text(e));
        }
        if (e instanceof ConnectionRequestTimeoutException) {
            return fault(FaultCode.INTERNAL, request, e, "all connections are held by unfinished replies");
        }
        if (e instanceof SocketTimeoutException) {
            return fault(
                    FaultCode.STALLED,
                    request,
                    e,
                    "the server kept silent for "
                            + settings.deadlines().response().toSeconds() + " s");
        }
        if (e instanceof InterruptedIOException) {
            return StoppableSleep.stopped(request.action());
        }
        if (e instanceof ClientProtocolException || find(e, HttpException.class).isPresent()) {
            return fault(FaultCode.REPLY_UNEXPECTED, request, e, "the reply is no HTTP: " + text(e));
        }
        if (e instanceof RuntimeException) {
            return fault(FaultCode.INTERNAL, request, e, text(e));
        }
        return fault(FaultCode.CONNECTION_LOST, request, e, "the connection to " + hop(target) + " broke: " + text(e));
    }

    private Fault tls(Exception e, Request request, URI target) {
        Optional<UntrustedCertificate> untrusted = find(e, UntrustedCertificate.class);
        if (untrusted.isPresent()) {
            X509Certificate certificate = untrusted.get().certificate();
            return fault(
                    FaultCode.TLS_UNTRUSTED,
                    request,
                    e,
                    "the certificate of " + target.getHost() + " is not trusted (issued by "
                            + TextSafety.visible(
                                    certificate.getIssuerX500Principal().getName(), 200) + ", good until "
                            + certificate.getNotAfter().toInstant() + "): " + text(untrusted.get()));
        }
        if (find(e, CertificateException.class).isPresent() || e instanceof SSLPeerUnverifiedException) {
            return fault(
                    FaultCode.TLS_UNTRUSTED,
                    request,
                    e,
                    "the certificate of " + target.getHost() + " cannot be accepted: " + text(e));
        }
        return fault(
                FaultCode.SERVER_UNREACHABLE,
                request,
                e,
                "no TLS connection to " + hop(target) + " came about: " + text(e));
    }

    Fault proxyRefused(String action, Exception cause) {
        return Fault.fault(FaultCode.PROXY_REFUSED)
                .trying(action)
                .cause(cause)
                .advice("Check address, user and password of the proxy, or except this server from it with NO_PROXY.")
                .because("the proxy " + settings.proxy().map(Object::toString).orElse("between here and the server")
                        + " refused to pass it on");
    }

    private String hop(URI target) {
        return settings.proxy().map(proxy -> "the proxy " + proxy).orElse(target.getAuthority());
    }

    private static Fault fault(FaultCode code, Request request, Exception e, String because) {
        return Fault.fault(code).trying(request.action()).cause(e).because(because);
    }

    private static String text(Exception e) {
        String message = e.getMessage() == null ? "no reason is given" : e.getMessage();
        return TextSafety.visible(message, 200);
    }

    private static <T extends Throwable> Optional<T> find(Throwable chain, Class<T> type) {
        Throwable current = chain;
        for (int depth = 0; current != null && depth < 16; depth++) {
            if (type.isInstance(current)) {
                return Optional.of(type.cast(current));
            }
            current = current.getCause();
        }
        return Optional.empty();
    }
}
