package io.github.xnatpull.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Puts short keyed hashes in place of what names people, where privacy is strict. The same name has the same hash as long
 * as the key is the same; without the key no name can be found by trying. Off until {@link #strict} is called: then every
 * text stays as it is. Safe for many threads.
 */
public final class Pseudonyms {
    private static final Pseudonyms PROCESS = new Pseudonyms();
    private static final String MARK = "#";
    private static final int BYTES = 5;
    /** Shorter values, or short numbers, would blot out counts and words; they are hidden where they stand as such. */
    private static final int SHORTEST = 3;

    private static final Pattern SHORT_NUMBER = Pattern.compile("\\d{1,5}");
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");
    private static final Pattern PART = Pattern.compile("\\b(scan|assessor|reconstruction) ([^\\s,;:'\"#]+)");

    private final Set<String> hidden = ConcurrentHashMap.newKeySet();
    private final ConcurrentSkipListSet<Integer> lengths = new ConcurrentSkipListSet<>();
    private volatile Optional<SecretKeySpec> key = Optional.empty();

    /** The one that consoles and logs use, which nobody can hand an instance. */
    public static Pseudonyms process() {
        return PROCESS;
    }

    /** Turns it on. */
    public void strict(byte[] secret) {
        key = Optional.of(new SecretKeySpec(secret.clone(), "HmacSHA256"));
    }

    public boolean isOn() {
        return key.isPresent();
    }

    /** Remembers a name, so that {@link #text} hides it. */
    public void hide(String name) {
        if (isOn() && name.length() >= SHORTEST && !SHORT_NUMBER.matcher(name).matches() && hidden.add(name)) {
            lengths.add(name.length());
        }
    }

    /** The hash of a name; the name itself where privacy is not strict, and where it is blank. */
    public String of(String name) {
        return name.isBlank() ? name : key.map(secret -> hash(secret, name)).orElse(name);
    }

    private static String hash(SecretKeySpec secret, String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            byte[] whole = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MARK + HexFormat.of().formatHex(whole, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** The text without the names that are known, and without ids of scans, assessors and reconstructions. */
    public String text(String text) {
        if (!isOn()) {
            return text;
        }
        Set<Integer> longestFirst = new TreeSet<>(lengths).descendingSet();
        StringBuilder clean = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            Optional<String> name = isBoundary(text, at) ? nameAt(text, at, longestFirst) : Optional.empty();
            clean.append(name.map(this::of).orElse(text.substring(at, at + 1)));
            at += name.map(String::length).orElse(1);
        }
        Matcher parts = PART.matcher(clean);
        return parts.replaceAll(found -> found.group(1) + " " + of(found.group(2)));
    }

    /** The text with a hash for all that stands between single quotes, however short. */
    public String quoted(String text) {
        return isOn() ? QUOTED.matcher(text).replaceAll(found -> "'" + of(found.group(1)) + "'") : text;
    }

    private Optional<String> nameAt(String text, int at, Set<Integer> longestFirst) {
        for (int length : longestFirst) {
            if (at + length <= text.length() && isBoundary(text, at + length)) {
                String candidate = text.substring(at, at + length);
                if (hidden.contains(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a name may begin or end here: not in the middle of a word. */
    private static boolean isBoundary(String text, int at) {
        return at == 0
                || at == text.length()
                || !Character.isLetterOrDigit(text.charAt(at - 1))
                || !Character.isLetterOrDigit(text.charAt(at));
    }
}
