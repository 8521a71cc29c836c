package io.github.xnatpull.xnat.http;

import io.github.xnatpull.xnat.http.HttpSettings.Proxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** The wire on Apache HttpClient, with all its helpfulness off: what is repeated, followed or decoded, we decide. */
final class ApacheWire implements Wire {
    private static final int LONGEST_HEADER_LINE = 64 * 1024;
    private static final int MOST_HEADERS = 200;
    private static final int IDLE_BEFORE_CHECK_MILLIS = 500;

    private final HttpSettings settings;
    private final HttpSeams seams;
    private final WireFaults faults;
    private final Watchdog watchdog;
    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient client;

    ApacheWire(HttpSettings settings, HttpSeams seams) {
        this.settings = settings;
        this.seams = seams;
        this.faults = new WireFaults(settings);
        this.pool = pool(settings);
        this.client = client(settings, pool);
        HttpSettings.Deadlines deadlines = settings.deadlines();
        this.watchdog = new Watchdog(
                deadlines.stall().compareTo(deadlines.response()) < 0 ? deadlines.stall() : deadlines.response(),
                seams.wire());
    }

    private static PoolingHttpClientConnectionManager pool(HttpSettings settings) {
        Http1Config bounds = Http1Config.custom()
                .setMaxLineLength(LONGEST_HEADER_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(bounds)
                        .build())
                .setTlsSocketStrategy(tls(settings))
                .setMaxConnTotal(settings.connections())
                .setMaxConnPerRoute(settings.connections())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.deadlines().connect()))
                        .setSocketTimeout(Timeout.of(settings.deadlines().response()))
                        .setValidateAfterInactivity(IDLE_BEFORE_CHECK_MILLIS, TimeUnit.MILLISECONDS)
                        .build())
                .build();
    }

    private static TlsSocketStrategy tls(HttpSettings settings) {
        ClientTlsStrategyBuilder builder = ClientTlsStrategyBuilder.create()
                .setSslContext(TlsContexts.of(settings))
                .setTlsVersions(TLS.V_1_2, TLS.V_1_3);
        if (settings.isInsecure()) {
            builder.setHostnameVerifier(NoopHostnameVerifier.INSTANCE)
                    .setHostVerificationPolicy(HostnameVerificationPolicy.CLIENT);
        }
        return builder.buildClassic();
    }

    private static CloseableHttpClient client(HttpSettings settings, PoolingHttpClientConnectionManager pool) {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(pool)
                .setUserAgent("xnatpull/" + settings.version())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(settings.deadlines().response()))
                        .setConnectionRequestTimeout(
                                Timeout.of(settings.deadlines().response()))
                        .setAuthenticationEnabled(settings.proxy().isPresent())
                        .setProtocolUpgradeEnabled(false)
                        .setRedirectsEnabled(false)
                        .build());
        settings.proxy().ifPresent(proxy -> useProxy(builder, proxy));
        return builder.build();
    }

    private static void useProxy(HttpClientBuilder builder, Proxy proxy) {
        HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
        builder.setProxy(host);
        if (!proxy.user().isEmpty()) {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(host), new UsernamePasswordCredentials(proxy.user(), proxy.password()));
            builder.setDefaultCredentialsProvider(credentials);
        }
    }

    @Override
    public Reply exchange(Request request, URI target, String cookie) {
        if (seams.stop().cutRequested() && !request.farewell()) {
            throw StoppableSleep.stopped(request.action());
        }
        HttpUriRequestBase http = toApache(request, target, cookie);
        InFlight flight = new InFlight(
                watchdog,
                request.action(),
                request.deadline()
                        .orElse(settings.deadlines()
                                .connect()
                                .plus(settings.deadlines().response())),
                http::cancel,
                request.farewell() ? action -> () -> {} : seams.stop()::whenCut);
        try {
            HttpHost host = new HttpHost(target.getScheme(), target.getHost(), target.getPort());
            ClassicHttpResponse response = client.executeOpen(host, http, null);
            try {
                return reply(http, response, flight);
            } catch (IOException | RuntimeException e) {
                http.cancel();
                closeQuietly(response);
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            flight.close();
            throw flight.verdict().orElseGet(() -> faults.of(e, request, target));
        }
    }

    private static HttpUriRequestBase toApache(Request request, URI target, String cookie) {
        HttpUriRequestBase http = new HttpUriRequestBase(request.method().name(), target);
        http.setHeader("Accept", "*/*");
        http.setHeader("Accept-Encoding", "identity");
        request.headers().forEach(http::setHeader);
        if (!cookie.isEmpty()) {
            http.setHeader("Cookie", cookie);
        }
        return http;
    }

    private Reply reply(HttpUriRequestBase http, ClassicHttpResponse response, InFlight flight) throws IOException {
        flight.headArrived(settings.deadlines().stall());
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue() == null ? "" : header.getValue());
        }
        HttpEntity entity = response.getEntity();
        InputStream raw = entity == null ? InputStream.nullInputStream() : entity.getContent();
        WatchedBody body = new WatchedBody(raw, flight);
        return new Reply(response.getCode(), headers, body, () -> {
            flight.close();
            if (!body.finished()) {
                // Otherwise HttpClient would read the rest to save the connection.
                http.cancel();
            }
            closeQuietly(response);
        });
    }

    private static void closeQuietly(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            // The connection is gone, which is what closing is for.
            return;
        }
    }

    @Override
    public void close() {
        watchdog.close();
        client.close(CloseMode.IMMEDIATE);
        pool.close(CloseMode.IMMEDIATE);
    }
}
