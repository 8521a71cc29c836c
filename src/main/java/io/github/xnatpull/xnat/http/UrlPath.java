package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.TextSafety;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * A path below a server's base address, encoded segment by segment: everything outside RFC 3986's unreserved characters
 * becomes UTF-8 percent triplets, a dot never does, and no {@code //} comes about (contract §15.1). Immutable.
 */
public final class UrlPath {
    private static final String UNRESERVED = "-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final String path;
    private final String query;

    private UrlPath(String path, String query) {
        this.path = path;
        this.query = query;
    }

    /** Starts with these segments. */
    public static UrlPath of(String... segments) {
        return new UrlPath("", "").plus(segments);
    }

    /**
     * Goes on with these segments.
     *
     * @throws Fault {@code UNADDRESSABLE} for one that no request can carry to XNAT
     */
    public UrlPath plus(String... segments) {
        StringBuilder longer = new StringBuilder(path);
        for (String segment : segments) {
            longer.append('/').append(encodedSegment(segment));
        }
        return new UrlPath(longer.toString(), query);
    }

    /** Goes on with a list of numeric ids in one segment; XNAT takes bare commas only (contract §1.4, §1.5). */
    public UrlPath plusIds(Collection<String> ids) {
        for (String id : ids) {
            if (!isNumber(id)) {
                throw unaddressable(id);
            }
        }
        return new UrlPath(path + "/" + String.join(",", ids), query);
    }

    /** Goes on with a path inside a resource, whose slashes separate. */
    public UrlPath plusFile(String file) {
        return plus(file.split("/", -1));
    }

    /** Adds a query parameter; {@code : , /} stay as they are, which RFC 3986 §3.4 allows. */
    public UrlPath with(String name, String value) {
        String pair = encoded(name, UNRESERVED) + "=" + encoded(value, UNRESERVED + ":,/");
        return new UrlPath(path, query.isEmpty() ? pair : query + "&" + pair);
    }

    /** Path and query as they go over the wire. */
    public String encoded() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** Whether the path of a file can be put into a URL that reaches XNAT. */
    public static boolean isAddressable(String file) {
        for (String segment : file.split("/", -1)) {
            if (!isAddressableSegment(segment)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAddressableSegment(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.codePoints().allMatch(UrlPath::passes);
    }

    /** The firewall and the container before XNAT stop these, on all versions (contract §15.1). */
    private static boolean passes(int c) {
        return "%;\\/".indexOf(c) < 0
                && !Character.isISOControl(c)
                && c != 0x2028
                && c != 0x2029
                && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String encodedSegment(String segment) {
        if (!isAddressableSegment(segment)) {
            throw unaddressable(segment);
        }
        return encoded(segment, UNRESERVED);
    }

    private static String encoded(String text, String alsoPlain) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || alsoPlain.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return out.toString();
    }

    private static boolean isNumber(String id) {
        return !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Fault unaddressable(String name) {
        return Fault.fault(FaultCode.UNADDRESSABLE)
                .trying("put the name '" + TextSafety.visible(name, 200) + "' into a URL")
                .because("XNAT's web server refuses names with % ; \\ or control characters, and empty or dotted ones");
    }

    @Override
    public String toString() {
        return encoded();
    }
}
