package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.Redactor;
import io.github.xnatpull.support.TextSafety;
import io.github.xnatpull.xnat.http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Recognises the pages that stand in for data: logins of XNAT or of what is before it, error pages, captive portals. */
final class HtmlReply {
    /** As many first bytes are looked at. */
    static final int ENOUGH = 1024;

    private static final int MOST_SHOWN = 200;

    private HtmlReply() {}

    /** Whether a body that begins like this is a page for people. */
    static boolean looksLike(byte[] start) {
        String text = text(start).toLowerCase(Locale.ROOT);
        return text.startsWith("<!doctype html")
                || text.startsWith("<html")
                || text.startsWith("<head")
                || text.startsWith("<body");
    }

    /** Whether a page that begins like this asks for a login. */
    static boolean looksLikeLogin(byte[] start) {
        String text = text(start).toLowerCase(Locale.ROOT);
        return text.contains("login")
                || text.contains("log in")
                || text.contains("sign in")
                || text.contains("password");
    }

    /** What it is when the server still knows us: a page where something else was asked for. */
    static Fault insteadOf(String wanted, String action, Reply reply) throws IOException {
        return Fault.fault(FaultCode.REPLY_UNEXPECTED)
                .trying(action)
                .advice(
                        "Look at the address with a browser: a login page of another system, a proxy or a captive portal may"
                                + " stand in front of XNAT, or its context path is missing in --server.")
                .because("the server sent a web page in place of " + wanted + ": " + excerpt(reply.peek(ENOUGH)));
    }

    /** The start of a body, fit to be shown. */
    static String excerpt(byte[] start) {
        String text =
                text(start).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").trim();
        String shown = text.isEmpty() ? text(start) : text;
        return "'" + TextSafety.visible(Redactor.process().redact(shown), MOST_SHOWN) + "'";
    }

    private static String text(byte[] start) {
        String text = new String(start, StandardCharsets.UTF_8);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).stripLeading();
    }
}
