package io.github.xnatpull.selection;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns the bytes of a list into text: UTF-8, with or without its mark, else what Excel on Windows writes. */
final class ListDecoder {
    /** Of 100,000 rows with ample columns a fraction; more is no list but a mistake. */
    private static final int MOST_BYTES = 64 << 20;

    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ListDecoder() {}

    /** @param notes is told what the reader should know */
    static String text(String list, InputStream in, List<String> notes) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw unreadable(list, "it is larger than " + (MOST_BYTES >> 20) + " MiB");
        }
        rejectUtf16(list, bytes);
        int from = startsWithMark(bytes) ? UTF_8_MARK.length : 0;
        ByteBuffer content = ByteBuffer.wrap(bytes, from, bytes.length - from);
        int bad = firstMalformed(content.duplicate());
        if (bad < 0) {
            return StandardCharsets.UTF_8.decode(content).toString();
        }
        notes.add(list + ": byte " + (bad + 1) + " in line " + line(bytes, bad) + " is no UTF-8; read as Windows-1252");
        return windows(content);
    }

    private static void rejectUtf16(String list, byte[] bytes) {
        if (bytes.length >= 2
                && ((bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF
                        || (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE)) {
            throw unreadable(list, "line 1 begins, at byte 1, with the mark of UTF-16");
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw unreadable(
                        list,
                        "line " + line(bytes, i) + " holds a zero at byte " + (i + 1) + ", as UTF-16 and workbooks do");
            }
        }
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == UTF_8_MARK[0] && bytes[1] == UTF_8_MARK[1] && bytes[2] == UTF_8_MARK[2];
    }

    /** Where UTF-8 ends to be that, counted from the start of the file; negative where all is well. */
    private static int firstMalformed(ByteBuffer content) {
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        CharBuffer sink = CharBuffer.allocate(8192);
        while (true) {
            CoderResult result = decoder.decode(content, sink, true);
            if (result.isError()) {
                return content.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
            sink.clear();
        }
    }

    private static String windows(ByteBuffer content) throws CharacterCodingException {
        return Charset.forName("windows-1252")
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .decode(content)
                .toString();
    }

    private static int line(byte[] bytes, int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            boolean pair = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
            if (bytes[i] == '\n' || (bytes[i] == '\r' && !pair)) {
                line++;
            }
        }
        return line;
    }

    static Fault unreadable(String list, String why) {
        return fault(FaultCode.CSV_UNREADABLE)
                .trying("read the list " + list)
                .meaning("Nothing was started")
                .because(why);
    }
}
