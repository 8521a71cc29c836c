package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Redactor;
import io.github.xnatpull.support.TextSafety;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The base address of a server.
 *
 * @param scheme {@code http} or {@code https}
 * @param port always set
 * @param contextPath where the web application is deployed: blank, or {@code /xnat}, never with a slash at its end
 */
public record ServerAddress(String scheme, String host, int port, String contextPath) {
    /**
     * Reads an address as people write it.
     *
     * @param allowHttp whether plain http is wanted for a host that is not this machine
     * @throws Fault {@code CONFIG_INVALID}; never shows what stands before an {@code @}
     */
    public static ServerAddress parse(String text, boolean allowHttp) {
        URI uri = uri(text.trim());
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http") || host.isEmpty()) {
            throw invalid(text, "it is no http or https address");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw invalid(text, "it holds a user, a query or a fragment, which do not belong there");
        }
        if (scheme.equals("http") && !allowHttp && !isLoopback(host)) {
            throw invalid(text, "over plain http everybody on the way could read password and data");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new ServerAddress(scheme, host, port, withoutTail(uri.getRawPath() == null ? "" : uri.getRawPath()));
    }

    /** An address of a page as browsers show it, without what does not belong to a server's. */
    public static String withoutQuery(String text) {
        return text.replaceAll("[?#].*$", "");
    }

    private static URI uri(String text) {
        try {
            return new URI(text.contains("://") ? text : "https://" + text);
        } catch (URISyntaxException e) {
            throw invalid(text, "it is no address");
        }
    }

    private static String withoutTail(String path) {
        return path.replaceAll("/+$", "");
    }

    /** Whether it is this machine, where nobody listens on the way. */
    public boolean isLoopback() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    private static Fault invalid(String text, String why) {
        String shown = TextSafety.visible(new Redactor().redact(text), 200);
        return Fault.fault(FaultCode.CONFIG_INVALID)
                .trying("use the server address '" + shown + "'")
                .advice("Write it like https://xnat.example.org or https://example.org/xnat; credentials go elsewhere"
                        + " (see 'xnatpull help pull'), and plain http must be allowed by name.")
                .because(why);
    }

    /** Scheme, host and, where it is not the usual one, port. */
    public String origin() {
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }

    /** The whole base: what users type. */
    public String url() {
        return origin() + contextPath;
    }

    /** The target of a request to this server. */
    URI resolve(UrlPath path) {
        return URI.create(url() + path.encoded());
    }

    @Override
    public String toString() {
        return url();
    }
}
