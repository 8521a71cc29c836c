package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.http.HttpSettings.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy} as curl does. */
public final class ProxyEnvironment {
    private ProxyEnvironment() {}

    /**
     * The proxy that the environment names for this server, if any.
     *
     * @throws Fault {@code CONFIG_INVALID} for a value that is no proxy; what stands before an {@code @} is not shown
     */
    public static Optional<Proxy> of(Map<String, String> environment, ServerAddress server) {
        if (isExcepted(value(environment, "no_proxy"), server)) {
            return Optional.empty();
        }
        String named = value(environment, server.scheme() + "_proxy");
        String text = named.isEmpty() ? value(environment, "all_proxy") : named;
        return text.isEmpty() ? Optional.empty() : Optional.of(parse(text));
    }

    /**
     * Reads {@code [http://][user:password@]host[:port]}.
     *
     * @throws Fault {@code CONFIG_INVALID}
     */
    public static Proxy parse(String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            if (uri.getHost() == null || !"http".equalsIgnoreCase(uri.getScheme())) {
                throw invalid();
            }
            String[] user = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
            String password = user.length < 2 ? "" : decoded(user[1]);
            int port = uri.getPort() > 0 ? uri.getPort() : 3128;
            return new Proxy(uri.getHost(), port, decoded(user[0]), password.toCharArray());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static boolean isExcepted(String list, ServerAddress server) {
        for (String item : list.toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            String host = item.replaceAll("^\\*?\\.", "").replaceAll(":" + server.port() + "$", "");
            boolean matches = item.equals("*")
                    || AddressRange.of(item)
                            .filter(range -> range.contains(server.host()))
                            .isPresent()
                    || !host.isEmpty()
                            && (server.host().equals(host) || server.host().endsWith("." + host));
            if (matches) {
                return true;
            }
        }
        return false;
    }

    private static String value(Map<String, String> environment, String name) {
        String small = environment.getOrDefault(name, "");
        return small.isBlank()
                ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "").trim()
                : small.trim();
    }

    private static Fault invalid() {
        return Fault.fault(FaultCode.CONFIG_INVALID)
                .trying("use the proxy that the settings name")
                .advice("Write it like http://proxy.example.org:3128.")
                .because("it is no address of an HTTP proxy");
    }
}
