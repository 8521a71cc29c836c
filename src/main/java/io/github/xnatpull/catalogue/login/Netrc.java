package io.github.xnatpull.catalogue.login;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Reads a netrc file: {@code machine NAME login USER password SECRET}, in any layout of blanks and lines. A name may carry
 * a port; the entry that names it wins over the one that does not, and that over {@code default}.
 */
final class Netrc {
    /** One entry, either half possibly blank. */
    record Entry(String login, String password) {
        @Override
        public String toString() {
            return login;
        }
    }

    private final Deque<String> tokens = new ArrayDeque<>();

    private Netrc(String text) {
        boolean inMacro = false;
        for (String line : text.split("\\R", -1)) {
            if (inMacro) {
                // A macro ends at the first empty line.
                inMacro = !line.isBlank();
            } else if (line.stripLeading().startsWith("macdef")) {
                inMacro = true;
            } else if (!line.stripLeading().startsWith("#")) {
                tokenize(line);
            }
        }
    }

    /** The entry for a host and port. */
    static Optional<Entry> find(String text, String host, int port) {
        Netrc netrc = new Netrc(text);
        Optional<Entry> byHost = Optional.empty();
        Optional<Entry> byDefault = Optional.empty();
        while (!netrc.tokens.isEmpty()) {
            String token = netrc.tokens.pop();
            if (token.equals("default")) {
                Entry entry = netrc.entry();
                byDefault = byDefault.or(() -> Optional.of(entry));
            } else if (token.equals("machine") && !netrc.tokens.isEmpty()) {
                String name = netrc.tokens.pop();
                Entry entry = netrc.entry();
                if (name.equalsIgnoreCase(host + ":" + port)) {
                    return Optional.of(entry);
                }
                if (name.equalsIgnoreCase(host)) {
                    byHost = byHost.or(() -> Optional.of(entry));
                }
            }
        }
        return byHost.isPresent() ? byHost : byDefault;
    }

    private Entry entry() {
        String login = "";
        String password = "";
        while (!tokens.isEmpty()
                && !tokens.peek().equals("machine")
                && !tokens.peek().equals("default")) {
            String token = tokens.pop();
            if (!tokens.isEmpty() && token.equals("login")) {
                login = tokens.pop();
            } else if (!tokens.isEmpty() && token.equals("password")) {
                password = tokens.pop();
            } else if (!tokens.isEmpty() && token.equals("account")) {
                tokens.pop();
            }
        }
        return new Entry(login, password);
    }

    private void tokenize(String line) {
        StringBuilder token = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quoted && i + 1 < line.length()) {
                token.append(line.charAt(++i));
            } else if (c == '"' && (quoted || !begun)) {
                quoted = !quoted;
                begun = true;
            } else if (Character.isWhitespace(c) && !quoted) {
                flush(token, begun);
                begun = false;
            } else {
                token.append(c);
                begun = true;
            }
        }
        flush(token, begun);
    }

    private void flush(StringBuilder token, boolean begun) {
        if (begun) {
            tokens.add(token.toString());
            token.setLength(0);
        }
    }
}
