package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;

/** The bodies that many routes share. */
final class Replies {
    private Replies() {}

    static HttpReply json(Body body) {
        return HttpReply.of(200, "application/json", body);
    }

    static HttpReply html(int status, String html) {
        return HttpReply.of(status, "text/html; charset=ISO-8859-1", Body.text(html));
    }

    /** Restlet's page for an error without a body of its own (contract §7.1). */
    static HttpReply statusPage(int status, String message) {
        return html(
                status,
                "<html><head><title>Status page</title></head><body><h3>" + escaped(message)
                        + "</h3><p>You can get technical details <a href=\"http://www.w3.org/Protocols/rfc2616/"
                        + "rfc2616-sec10.html\">here</a>.<br>Please continue your visit at our <a href=\"/\">home page</a>.</p>"
                        + "</body></html>");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
