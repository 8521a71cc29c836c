package io.github.xnatpull.miniature.http;

import java.util.ArrayList;
import java.util.List;

/** A reply, before it is sent. Headers keep their order and may repeat. */
public record HttpReply(int status, List<Header> headers, Body body) {
    /** One header line. */
    public record Header(String name, String value) {}

    public HttpReply {
        headers = List.copyOf(headers);
    }

    /** A reply with a body of this type. */
    public static HttpReply of(int status, String contentType, Body body) {
        return new HttpReply(status, List.of(new Header("Content-Type", contentType)), body);
    }

    public static HttpReply text(int status, String text) {
        return of(status, "text/plain", Body.text(text));
    }

    public static HttpReply empty(int status) {
        return new HttpReply(status, List.of(), Body.EMPTY);
    }

    /** The first value of a header, blank if it is not there. */
    public String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    /** The same with one more header line. */
    public HttpReply plus(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new HttpReply(status, more, body);
    }

    /** The same with this header line in place of all of its name. */
    public HttpReply with(String name, String value) {
        return without(name).plus(name, value);
    }

    public HttpReply without(String name) {
        return new HttpReply(
                status,
                headers.stream()
                        .filter(header -> !header.name().equalsIgnoreCase(name))
                        .toList(),
                body);
    }

    public HttpReply withBody(Body other) {
        return new HttpReply(status, headers, other);
    }

    public HttpReply withStatus(int other) {
        return new HttpReply(other, headers, body);
    }
}
