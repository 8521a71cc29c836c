package io.github.xnatpull.xnat.login;

import io.github.xnatpull.support.Redactor;
import io.github.xnatpull.xnat.http.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The cookies of one login: the session's, which the server may change while it logs us in (contract §6.3), and those of
 * load balancers, which keep us on the machine that knows the session. The expiry time, whose value breaks the grammar, is
 * of no use.
 */
final class CookieJar {
    private static final String SESSION = "JSESSIONID";
    private static final String EXPIRY = "SESSION_EXPIRATION_TIME";

    /** Shorter values of other cookies are words like "true", which logs may say. */
    private static final int LIKE_A_KEY = 16;

    private final Redactor redactor;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    CookieJar(Redactor redactor) {
        this.redactor = redactor;
    }

    /** Keeps what this reply sets: the last word on each name counts. */
    void take(Reply reply) {
        for (String header : reply.headers("Set-Cookie")) {
            String[] pair = header.split(";", 2)[0].split("=", 2);
            if (pair.length == 2 && !pair[0].trim().equals(EXPIRY)) {
                put(pair[0].trim(), pair[1].trim());
            }
        }
    }

    /** Takes the session's id from the body of the login reply. */
    void takeSessionId(String body) {
        put(SESSION, body.split(";", 2)[0].trim());
    }

    private void put(String name, String value) {
        if (name.matches("[A-Za-z0-9!#$%&'*+.^_|~-]+") && value.matches("[A-Za-z0-9!#-+\\--:<-\\[\\]-~]{1,4096}")) {
            cookies.put(name, value);
            if (name.equals(SESSION) || value.length() >= LIKE_A_KEY) {
                redactor.register(value);
            }
        }
    }

    Optional<String> sessionId() {
        return Optional.ofNullable(cookies.get(SESSION));
    }

    /** The Cookie header. */
    String header() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }
}
