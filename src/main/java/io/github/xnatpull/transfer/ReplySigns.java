package io.github.xnatpull.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Signs that a reply is a message of XNAT, or of what stands before it, in place of a file. XNAT tells a file's type from its
 * name alone (contract §4.3), and messages are written for people or programs: as HTML, JSON, XML, or plain text.
 */
final class ReplySigns {
    /** As many first bytes are looked at. */
    static final int ENOUGH = 64;

    private static final String ANY_OTHER = "application/octet-stream";
    private static final Map<String, Set<String>> TYPES = Map.ofEntries(
            Map.entry("bmp", Set.of("image/bmp", "image/x-ms-bmp")),
            Map.entry("gif", Set.of("image/gif")),
            Map.entry("htm", Set.of("text/html")),
            Map.entry("html", Set.of("text/html")),
            Map.entry("jpeg", Set.of("image/jpeg")),
            Map.entry("jpg", Set.of("image/jpeg")),
            Map.entry("pdf", Set.of("application/pdf")),
            Map.entry("png", Set.of("image/png")),
            Map.entry("svg", Set.of("image/svg+xml")),
            Map.entry("tif", Set.of("image/tiff")),
            Map.entry("tiff", Set.of("image/tiff")),
            Map.entry("txt", Set.of("text/plain")),
            Map.entry("xml", Set.of("text/xml", "application/xml")));
    /** Names of files that are written as messages are, though XNAT gives most of them no type of their own. */
    private static final Set<String> MARKUP =
            Set.of("htm", "html", "xhtml", "xml", "xsd", "xsl", "xcat", "xcede", "svg", "gii", "vtp", "vtu", "vti");

    private static final Set<String> OBJECTS = Set.of("json", "geojson", "ipynb", "jsonl");
    private static final Set<String> TEXT =
            Set.of("csv", "tsv", "log", "md", "bval", "bvec", "bvals", "bvecs", "rst", "yaml");

    private ReplySigns() {}

    /** Whether a type is the one that XNAT gives a file of this name. */
    static boolean isTypeOf(String file, String contentType) {
        return TYPES.getOrDefault(extension(file), Set.of(ANY_OTHER)).contains(plain(contentType));
    }

    /** Whether a type is that of messages, and no sensible server would give it a file of this name. */
    static boolean isTypeOfMessages(String file, String contentType) {
        String type = plain(contentType);
        boolean message = type.startsWith("text/") || type.endsWith("json") || type.endsWith("xml");
        String extension = extension(file);
        boolean suits = isTypeOf(file, contentType)
                || TEXT.contains(extension) && type.startsWith("text/")
                || MARKUP.contains(extension)
                || OBJECTS.contains(extension);
        return message && !suits;
    }

    /** Whether a file of another name begins as HTML, JSON or XML does, or is empty. */
    static boolean beginsLikeMessage(String file, byte[] start) {
        if (start.length == 0) {
            return true;
        }
        String text =
                new String(start, StandardCharsets.UTF_8).replace("\uFEFF", "").stripLeading();
        String extension = extension(file);
        boolean markup = text.startsWith("<?xml")
                || text.startsWith("<!")
                || text.matches("(?s)<[A-Za-z][A-Za-z0-9:_-]*[\\s/>].*");
        boolean object = text.matches("(?s)[{\\[]\\s*([\"{\\[\\]}].*)?");
        return markup && !MARKUP.contains(extension) || object && !OBJECTS.contains(extension);
    }

    private static String plain(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    private static String extension(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
