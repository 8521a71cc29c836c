package io.github.xnatpull.miniature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plain HTTP client that says {@code demo:demo} with every request, and knows nothing of XNAT. */
final class Client {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final MiniatureXnat xnat;

    Client(MiniatureXnat xnat) {
        this.xnat = xnat;
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> get(String path, String... headers) {
        return send("GET", path, true, headers);
    }

    /** Without credentials, unless the headers hold some. */
    HttpResponse<byte[]> anonymous(String method, String path, String... headers) {
        return send(method, path, false, headers);
    }

    HttpResponse<byte[]> form(String path, String form) {
        return sent(HttpRequest.newBuilder(URI.create(xnat.url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    HttpResponse<byte[]> send(String method, String path, boolean loggedIn, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(xnat.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (loggedIn) {
            request.header("Authorization", basic("demo", "demo"));
        }
        for (int index = 0; index < headers.length; index += 2) {
            request.header(headers[index], headers[index + 1]);
        }
        return sent(request.build());
    }

    private HttpResponse<byte[]> sent(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String text(String path) {
        HttpResponse<byte[]> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError("Status " + response.statusCode() + " for " + path + ": " + text(response));
        }
        return text(response);
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Every value of a key in a JSON text, in order. */
    List<String> cells(String path, String key) {
        Matcher matcher = Pattern.compile("\"" + Pattern.quote(key) + "\":\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(text(path));
        List<String> values = new ArrayList<>();
        while (matcher.find()) {
            values.add(matcher.group(1));
        }
        return values;
    }
}
