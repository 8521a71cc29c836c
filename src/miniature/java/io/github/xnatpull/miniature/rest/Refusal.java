package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.http.HttpReply;

/** Ends the handling of a request with this reply. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpReply reply;

    private Refusal(HttpReply reply) {
        super("HTTP " + reply.status(), null, false, false);
        this.reply = reply;
    }

    /** With Restlet's HTML status page (contract §7.1). */
    static Refusal page(int status, String message) {
        return new Refusal(Replies.statusPage(status, message));
    }

    static Refusal with(HttpReply reply) {
        return new Refusal(reply);
    }

    HttpReply reply() {
        return reply;
    }
}
