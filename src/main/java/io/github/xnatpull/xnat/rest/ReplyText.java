package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.xnat.http.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of replies. JSON is UTF-8, but XNAT writes it in the charset of its locale, mostly without naming it (contract
 * §2.2): what is no UTF-8 is the Latin-1 of an old server.
 */
final class ReplyText {
    /** What every sequence of bytes can be read as; the last resort. */
    static final Charset LAST = StandardCharsets.ISO_8859_1;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Pattern NAMED = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:+-]+)");

    private ReplyText() {}

    /** The charset that Content-Type names, where Java knows it; else UTF-8. */
    static Charset charset(Reply reply) {
        Matcher named = NAMED.matcher(reply.header("Content-Type"));
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** A reader that fails with a {@link CharacterCodingException} at bytes that are none of this charset. */
    static Reader reader(InputStream in, Charset charset) throws IOException {
        PushbackReader reader = new PushbackReader(new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        int first = reader.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            reader.unread(first);
        }
        return reader;
    }

    /** A small body, as much of it as may be. */
    static String of(Reply reply, int longest) throws IOException {
        byte[] bytes = reply.body().readNBytes(longest);
        try {
            return text(bytes, charset(reply));
        } catch (CharacterCodingException e) {
            return text(bytes, LAST);
        }
    }

    private static String text(byte[] bytes, Charset charset) throws IOException {
        StringWriter text = new StringWriter();
        reader(new ByteArrayInputStream(bytes), charset).transferTo(text);
        return text.toString();
    }
}
