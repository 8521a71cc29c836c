package io.github.xnatpull.miniature.http;

import java.io.IOException;
import java.io.OutputStream;

/** One request and the making of its reply. */
public interface Exchange {
    HttpRequest request();

    /** What the server answers. Worked out at the first call, with all its effects, and remembered. */
    HttpReply answer();

    /** What the server answers to another request; worked out anew each time. */
    HttpReply answerTo(HttpRequest other);

    /** Sends a reply in proper HTTP. */
    void send(HttpReply reply) throws IOException;

    /** The wire itself, for bytes that are not proper HTTP. The connection closes after the exchange. */
    OutputStream wire();

    /** Closes the connection with a TCP reset, once what was flushed is gone. */
    void reset() throws IOException;

    /** Closes the connection in the ordinary way after this exchange. */
    void hangUp();
}
