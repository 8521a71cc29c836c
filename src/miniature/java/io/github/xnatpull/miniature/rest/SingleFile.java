package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.StoredFile;
import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Answers {@code …/files/{F}} (contract §4). */
final class SingleFile {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("bmp", "image/bmp"),
            Map.entry("gif", "image/gif"),
            Map.entry("htm", "text/html"),
            Map.entry("html", "text/html"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("tif", "image/tiff"),
            Map.entry("tiff", "image/tiff"),
            Map.entry("txt", "text/plain"),
            Map.entry("xml", "text/xml"));

    private SingleFile() {}

    /** Looks a path up: form-decoded at once where it holds %20 or %2B, else as it is, then decoded (contract §4.1). */
    static Optional<StoredFile> find(Resource resource, String rawPath) {
        String path = rawPath.contains("%20") || rawPath.contains("%2B") ? decoded(rawPath) : rawPath;
        return resource.find(path).or(() -> resource.find(decoded(path)));
    }

    static String decoded(String path) {
        try {
            return URLDecoder.decode(path, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.page(500, "URLDecoder: " + e.getMessage());
        }
    }

    static HttpReply reply(HttpRequest request, StoredFile file) {
        Instant modified = file.modified().truncatedTo(ChronoUnit.SECONDS);
        if (date(request.header("If-Unmodified-Since"))
                .filter(modified::isAfter)
                .isPresent()) {
            return HttpReply.empty(412);
        }
        if (date(request.header("If-Modified-Since"))
                .filter(since -> !modified.isAfter(since))
                .isPresent()) {
            return HttpReply.empty(304);
        }
        HttpReply whole = HttpReply.of(
                        200,
                        type(file.name()),
                        body(file, 0, file.content().size(), file.content().size()))
                .plus("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC)))
                .plus("Accept-Ranges", "bytes")
                .plus("Cache-Control", "must-revalidate")
                .plus("Vary", "Accept-Charset, Accept-Encoding, Accept-Language, Accept")
                .plus("Content-Disposition", "attachment; filename=\"" + file.name() + "\";");
        String range = request.header("Range");
        return range.startsWith("bytes=") ? part(whole, file, range.substring(6)) : whole;
    }

    /** Restlet 1.1's way with ranges: never 416, wrong lengths past the end (contract §4.4). */
    private static HttpReply part(HttpReply whole, StoredFile file, String range) {
        if (range.contains(",")) {
            return Replies.statusPage(501, "Multiple ranges are not supported");
        }
        long total = file.content().size();
        int dash = range.indexOf('-');
        try {
            String first = range.substring(0, dash).trim();
            String last = range.substring(dash + 1).trim();
            long from = first.isEmpty() ? Math.max(0, total - Long.parseLong(last)) : Long.parseLong(first);
            long to = first.isEmpty() || last.isEmpty() ? total - 1 : Long.parseLong(last);
            long count = to - from + 1;
            return whole.withStatus(206)
                    .withBody(body(file, from, count, count))
                    .plus("Content-Range", "bytes " + from + "-" + to + "/" + total);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return whole;
        }
    }

    private static Body body(StoredFile file, long from, long count, long declared) {
        return Body.sized(Math.max(0, declared), out -> file.content().write(out, from, count));
    }

    private static Optional<Instant> date(String header) {
        try {
            return header.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String type(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
