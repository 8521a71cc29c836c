package io.github.xnatpull.miniature.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads requests off a connection (RFC 9112 §2 to §7). */
final class RequestReader {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]+) ([^ ]+) HTTP/1\\.[01]");

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** The next request, or empty where the client has closed the connection. */
    Optional<HttpRequest> next() throws IOException {
        Optional<String> first = line();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        // Also a TLS greeting has line ends and blanks; whoever read on would wait for headers that never come.
        Matcher start = REQUEST_LINE.matcher(first.get());
        if (!start.matches()) {
            throw new IOException("This is no HTTP request line: " + first.get());
        }
        Map<String, String> headers = headers();
        return Optional.of(new HttpRequest(start.group(1), start.group(2), headers, body(headers)));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line().orElse(""); !line.isEmpty(); line = line().orElse("")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
                headers.merge(name, line.substring(colon + 1).trim(), (a, b) -> a + "; " + b);
            }
        }
        return headers;
    }

    private String body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line().orElse("0").trim(), 16);
            body.write(in.readNBytes(length));
            line();
            if (length == 0) {
                return body.toString(StandardCharsets.UTF_8);
            }
        }
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(120);
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                return Optional.of(line.toString(StandardCharsets.ISO_8859_1));
            }
            if (octet != '\r') {
                line.write(octet);
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("The client sent a line without an end");
            }
        }
        if (line.size() > 0) {
            throw new EOFException("The client closed the connection within a request");
        }
        return Optional.empty();
    }
}
