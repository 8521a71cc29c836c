package io.github.xnatpull.request;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code ${NAME}} and {@code ${NAME:-default}} from the environment; {@code $${} is {@code ${} itself. */
final class Interpolation {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(\\$\\{|\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?}|\\{)");

    private final Map<String, String> environment;

    private final boolean on;

    Interpolation(Map<String, String> environment) {
        this(environment, true);
    }

    private Interpolation(Map<String, String> environment, boolean on) {
        this.environment = environment;
        this.on = on;
    }

    /** Leaves all texts as they are. */
    static Interpolation none() {
        return new Interpolation(Map.of(), false);
    }

    /**
     * The text with its references filled, once: what comes out is not looked at again.
     *
     * @throws IllegalArgumentException for a variable that is not set and has no default, or a reference that is none
     */
    String filled(String text) {
        if (!on) {
            return text;
        }
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (reference.find()) {
            reference.appendReplacement(filled, Matcher.quoteReplacement(value(reference)));
        }
        return reference.appendTail(filled).toString();
    }

    private String value(Matcher reference) {
        if (reference.group(1).equals("${")) {
            return "${";
        }
        String name = reference.group(2);
        if (name == null) {
            throw new IllegalArgumentException(
                    "'${' begins no reference; write ${NAME}, ${NAME:-default}, or $${ for the characters themselves");
        }
        if (name.equals("XNAT_PASS")) {
            throw new IllegalArgumentException(
                    "${XNAT_PASS} would put a secret into a setting; it is read from the environment by itself");
        }
        String value = environment.getOrDefault(name, "");
        String standard = reference.group(4);
        if (value.isEmpty() && standard == null) {
            throw new IllegalArgumentException(
                    "the variable " + name + " is not set; set it, or write ${" + name + ":-default}");
        }
        return value.isEmpty() && standard != null ? standard : value;
    }
}
