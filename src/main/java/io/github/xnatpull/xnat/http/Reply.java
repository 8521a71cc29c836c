package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.TextSafety;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A reply whose head is here and whose body is still to be read. A body that is shorter than promised, or whose last
 * chunk is missing, ends with an {@link IOException}; one that a watchdog ended, with a fault.
 */
public final class Reply implements AutoCloseable {
    private static final int MOST_PEEKED = 1024;
    private static final int MOST_SHOWN = 50;
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

    private final int status;
    private final Map<String, List<String>> headers;
    private final PushbackInputStream body;
    private final Runnable onClose;

    Reply(int status, Map<String, List<String>> headers, InputStream body, Runnable onClose) {
        this.status = status;
        this.headers = headers;
        this.body = new PushbackInputStream(body, MOST_PEEKED);
        this.onClose = onClose;
    }

    public int status() {
        return status;
    }

    /** The last header of this name, blank if there is none. */
    public String header(String name) {
        List<String> all = headers(name);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** Content-Length, where it is there and makes sense. */
    public OptionalLong length() {
        String text = header("Content-Length").trim();
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    public InputStream body() {
        return body;
    }

    /** The first bytes of the body, at most 1,024 and fewer where it ends before; they can still be read. */
    public byte[] peek(int most) throws IOException {
        byte[] start = body.readNBytes(Math.min(most, MOST_PEEKED));
        body.unread(start);
        return start;
    }

    /**
     * The same with its body as it was before a proxy packed it, though it was asked not to. For text only: the bytes of
     * files are stored as they come.
     *
     * @throws Fault where it is packed otherwise than as gzip
     * @throws Gunzipped.Damaged where it is not packed as it says
     */
    public Reply unpacked(String action) throws IOException {
        String encoding = String.join(",", headers("Content-Encoding")).trim();
        if (encoding.isEmpty() || encoding.equalsIgnoreCase("identity") || peek(1).length == 0) {
            return this;
        }
        if (!GZIP.contains(encoding.toLowerCase(Locale.ROOT))) {
            throw Fault.fault(FaultCode.REPLY_UNEXPECTED)
                    .trying(action)
                    .advice("Have the proxy leave replies of XNAT as they are, or use gzip.")
                    .because("a proxy encoded the reply as '" + TextSafety.visible(encoding, MOST_SHOWN)
                            + "', which was not asked for");
        }
        Map<String, List<String>> inner = new HashMap<>(headers);
        inner.remove("content-encoding");
        inner.remove("content-length");
        return new Reply(status, inner, Gunzipped.of(body), onClose);
    }

    /** Closing before the end of the body drops the connection. */
    @Override
    public void close() {
        onClose.run();
    }
}
