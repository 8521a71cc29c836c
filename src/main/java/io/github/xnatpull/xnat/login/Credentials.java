package io.github.xnatpull.xnat.login;

import io.github.xnatpull.support.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who logs in.
 *
 * @param user a login name, {@code provider/name}, or the alias of a token
 * @param secret its password, or the token's secret
 * @param source where they were found, for people: {@code ~/.netrc}
 */
public record Credentials(String user, Secret secret, String source) {
    /** The Authorization header: Basic in UTF-8 (RFC 7617 §2.1). */
    String authorization(Redactor redactor) {
        String pair = secret.use(chars -> user + ":" + new String(chars));
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        redactor.register(encoded);
        return "Basic " + encoded;
    }
}
