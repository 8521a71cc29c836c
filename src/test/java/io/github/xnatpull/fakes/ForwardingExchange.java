package io.github.xnatpull.fakes;

import io.github.xnatpull.miniature.http.Exchange;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.io.IOException;
import java.io.OutputStream;

/** An exchange whose reply is changed on its way out. */
abstract class ForwardingExchange implements Exchange {
    private final Exchange exchange;

    ForwardingExchange(Exchange exchange) {
        this.exchange = exchange;
    }

    /** What to send in its place. */
    abstract HttpReply changed(HttpReply reply) throws IOException;

    @Override
    public HttpRequest request() {
        return exchange.request();
    }

    @Override
    public HttpReply answer() {
        return exchange.answer();
    }

    @Override
    public HttpReply answerTo(HttpRequest other) {
        return exchange.answerTo(other);
    }

    @Override
    public void send(HttpReply reply) throws IOException {
        exchange.send(changed(reply));
    }

    @Override
    public OutputStream wire() {
        return exchange.wire();
    }

    @Override
    public void reset() throws IOException {
        exchange.reset();
    }

    @Override
    public void hangUp() {
        exchange.hangUp();
    }
}
