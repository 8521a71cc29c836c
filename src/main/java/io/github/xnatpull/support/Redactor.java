package io.github.xnatpull.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that leaves the process: logs, messages, reports, what Spring Batch stores. Known secrets
 * are registered when they are read; on top of them whatever looks like a credential goes, whoever's it is.
 */
public final class Redactor {
    /** What stands in place of a secret. */
    public static final String MASK = "***";

    /** Shorter texts would blot out ordinary words; no server takes such a password. */
    private static final int SHORTEST = 4;

    private static final Redactor PROCESS = new Redactor();
    private static final List<Pattern> TELLTALES = List.of(
            Pattern.compile(
                    "(?i)((?:proxy-)?authorization[\"']?\\s*[:=]\\s*[\"']?(?:basic|bearer|digest)?\\s*)([^\\s\"',;]+)"),
            Pattern.compile("(?i)((?:set-)?cookie[\"']?\\s*:\\s*)([^\\r\\n]+)"),
            Pattern.compile("(?i)(JSESSIONID[\"']?\\s*[=:]\\s*[\"']?)([^;\\s,\"'&]+)"),
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)([^\\s/?#\"'<>]+)(?=@)"),
            Pattern.compile("(?i)([?&;][\\w.-]*(?:token|secret|password|passwd)=)([^&\\s#\"']+)"));

    private final CopyOnWriteArrayList<String> secrets = new CopyOnWriteArrayList<>();

    /** The one that log layouts use, which nobody can hand an instance. */
    public static Redactor process() {
        return PROCESS;
    }

    /** Remembers a text that must never be seen again, and the form it takes in URLs. */
    public void register(String secret) {
        add(secret);
        add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    private void add(String secret) {
        if (secret.length() >= SHORTEST && secrets.addIfAbsent(secret)) {
            // The longest first: a secret that holds another must go as a whole.
            secrets.sort(Comparator.comparingInt(String::length).reversed());
        }
    }

    /** The text without any secret. */
    public String redact(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, MASK);
        }
        for (Pattern telltale : TELLTALES) {
            Matcher matcher = telltale.matcher(clean);
            if (matcher.find()) {
                clean = matcher.replaceAll("$1" + Matcher.quoteReplacement(MASK));
            }
        }
        return clean;
    }
}
