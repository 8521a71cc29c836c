package io.github.xnatpull.layout;

import io.github.xnatpull.support.NormalPath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * Makes names of the server into names that every file system takes: Linux, macOS, Windows, SMB. A name that is portable
 * already stays as it is. What is forbidden becomes percent escapes of its UTF-8 bytes; a percent sign is escaped only where
 * it would read as an escape, so that no two names of ordinary length become one. Whether two names are one on a file
 * system that folds case is {@link CollisionIndex}'s to see.
 */
public final class PortableNames {

    /** Bytes of UTF-8 in a name: below the usual 255, so that {@code .zip} and the like can be added. */
    static final int MAX_NAME = 240;

    /** Bytes of UTF-8 in a path inside a resource: leaves half of Linux's 4,096 to the folder. */
    static final int MAX_PATH = 2_048;

    private static final int MAX_EXTENSION = 16;
    private static final String FORBIDDEN = "/\\:*?\"<>|";
    private static final Set<String> DEVICES = Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$");

    private PortableNames() {}

    /** A name as one segment of a path: never empty, {@code .} or {@code ..}, never with a separator. */
    public static String of(String name) {
        if (isPlain(name)) {
            return name;
        }
        String normal = Normalizer.normalize(name, Normalizer.Form.NFC);
        String safe = escapeTail(escapeHead(escaped(normal)));
        return bytes(safe) <= MAX_NAME ? safe : shortened(safe, name);
    }

    /** A path of the server, {@code /} as separator, segment by segment; never absolute, never upwards. */
    public static String path(String path) {
        if (path.indexOf('/') < 0) {
            return of(path);
        }
        String[] segments = NormalPath.of(path).split("/", -1);
        StringBuilder safe = new StringBuilder(path.length() + 8);
        for (String segment : segments) {
            safe.append(safe.isEmpty() ? "" : "/").append(of(segment));
        }
        String whole = safe.toString();
        return bytes(whole) <= MAX_PATH ? whole : hash(path) + "/" + of(segments[segments.length - 1]);
    }

    /** The name with eight digits of a hash of the original before its extension: the way out of a collision. */
    static String marked(String safe, String original) {
        return shortened(safe, original);
    }

    private static boolean isPlain(String name) {
        int length = name.length();
        if (length == 0 || length > 200 || name.charAt(0) == '.') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            boolean plain = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '_'
                    || c == '-'
                    || c == '.';
            if (!plain) {
                return false;
            }
        }
        return name.charAt(length - 1) != '.' && !isDevice(name);
    }

    private static String escaped(String name) {
        StringBuilder safe = new StringBuilder(name.length() + 8);
        int[] points = name.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            boolean readsAsEscape =
                    points[i] == '%' && i + 2 < points.length && isHex(points[i + 1]) && isHex(points[i + 2]);
            if (readsAsEscape || isForbidden(points[i])) {
                escape(safe, points[i]);
            } else {
                safe.appendCodePoint(points[i]);
            }
        }
        return safe.toString();
    }

    private static boolean isForbidden(int point) {
        // Unpaired surrogates have no UTF-8, so no file system could hold them.
        return Character.isISOControl(point)
                || FORBIDDEN.indexOf(point) >= 0
                || Character.getType(point) == Character.SURROGATE;
    }

    private static boolean isHex(int point) {
        return point < 128 && Character.digit(point, 16) >= 0;
    }

    private static void escape(StringBuilder safe, int point) {
        if (Character.getType(point) == Character.SURROGATE) {
            safe.append(String.format(Locale.ROOT, "%%u%04X", point));
            return;
        }
        for (byte unit : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            safe.append(String.format(Locale.ROOT, "%%%02X", unit));
        }
    }

    /** Device names of Windows, with any extension, and our own folder must not be anybody's. */
    private static String escapeHead(String name) {
        if (name.isEmpty()) {
            return "_";
        }
        boolean ours = name.toLowerCase(Locale.ROOT).startsWith(".xnatpull");
        return ours || isDevice(name)
                ? String.format(Locale.ROOT, "%%%02X", (int) name.charAt(0)) + name.substring(1)
                : name;
    }

    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).strip().toUpperCase(Locale.ROOT);
        if (stem.length() == 4 && (stem.startsWith("COM") || stem.startsWith("LPT"))) {
            return "0123456789¹²³".indexOf(stem.charAt(3)) >= 0;
        }
        return DEVICES.contains(stem);
    }

    /** Windows drops dots and blanks at the end of a name without a word. */
    private static String escapeTail(String name) {
        int last = name.length() - 1;
        char tail = name.charAt(last);
        return tail == '.' || tail == ' ' ? name.substring(0, last) + (tail == '.' ? "%2E" : "%20") : name;
    }

    private static String shortened(String safe, String original) {
        String extension = extension(safe);
        String stem = safe.substring(0, safe.length() - extension.length());
        int room = MAX_NAME - bytes(extension) - 9;
        return cut(stem, room) + "-" + hash(original) + extension;
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        if (dot > 0 && name.regionMatches(true, dot, ".gz", 0, 3) && name.lastIndexOf('.', dot - 1) > 0) {
            dot = name.lastIndexOf('.', dot - 1);
        }
        return dot > 0 && bytes(name.substring(dot)) <= MAX_EXTENSION ? name.substring(dot) : "";
    }

    private static String cut(String text, int room) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            used += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (used > room) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_16BE));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** One text for all spellings that some file system takes for the same name: another case, another Unicode form. */
    public static String folded(String place) {
        if (isLowerAscii(place)) {
            return place;
        }
        String upper = Normalizer.normalize(place, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
        return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static boolean isLowerAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80 && (c < 'A' || c > 'Z'));
    }
}
