package io.github.xnatpull.miniature.http;

import java.io.IOException;

/**
 * Stands between the server and the wire: sees each request, decides what is sent, down to the single byte. An
 * {@link IOException} out of it closes the connection.
 */
@FunctionalInterface
public interface ReplyFilter {
    /** Sends what the server answers. */
    ReplyFilter NONE = exchange -> exchange.send(exchange.answer());

    void reply(Exchange exchange) throws IOException;
}
