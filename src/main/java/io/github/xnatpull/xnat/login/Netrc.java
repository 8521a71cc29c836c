package io.github.xnatpull.xnat.login;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a netrc file: {@code machine NAME login USER password SECRET}, in any layout of blanks and lines. A name may carry
 * a port; the entry that names it wins over the one that does not, and that over {@code default}. An address in place of
 * a name, as people paste it, counts as its host and port.
 */
final class Netrc {
    private static final Pattern ADDRESS = Pattern.compile("(?:[a-zA-Z][a-zA-Z0-9+.-]*://)?(?:[^/@]*@)?([^/?#]+).*");

    /** One entry, either half possibly blank. */
    record Entry(String login, String password) {
        @Override
        public String toString() {
            return login;
        }
    }

    /**
     * What a file has for a server and a user.
     *
     * @param entry the one to use, where there is one: with a password, or else only with a login
     * @param troubles half sentences on why entries of this server are of no use; they hold no password
     */
    record Found(Optional<Entry> entry, List<String> troubles) {}

    /** How close an entry's name is to the server, the closest first. */
    private enum Rank {
        PORT,
        HOST,
        DEFAULT
    }

    private record Token(String text, int line) {}

    private record Candidate(Rank rank, Entry entry, int line, boolean strangeWords) {}

    private final Deque<Token> tokens = new ArrayDeque<>();

    private Netrc(String text) {
        boolean inMacro = false;
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (inMacro) {
                // A macro ends at the first empty line.
                inMacro = !line.isBlank();
            } else if (line.stripLeading().startsWith("macdef")) {
                inMacro = true;
            } else if (!line.stripLeading().startsWith("#")) {
                tokenize(line, number);
            }
        }
    }

    /** The entry for a host and port. */
    static Optional<Entry> find(String text, String host, int port) {
        return find(text, host, port, Optional.empty()).entry();
    }

    /**
     * What there is for a host and port.
     *
     * @param user whose entry is wanted; empty where anybody's will do
     */
    static Found find(String text, String host, int port, Optional<String> user) {
        List<Candidate> all = new Netrc(text).candidates(host, port);
        all.sort(Comparator.comparing(Candidate::rank));
        List<Candidate> own = all.stream()
                .filter(one -> user.isEmpty()
                        || one.entry().login().isEmpty()
                        || one.entry().login().equals(user.get()))
                // Who is named goes before an entry for anybody.
                .sorted(Comparator.comparing(
                        one -> user.isPresent() && one.entry().login().isEmpty()))
                .toList();
        Optional<Candidate> complete =
                own.stream().filter(one -> !one.entry().password().isEmpty()).findFirst();
        Optional<Entry> entry = complete.or(() -> own.stream().findFirst()).map(Candidate::entry);
        List<String> troubles = new ArrayList<>();
        if (complete.isEmpty()) {
            own.forEach(one -> troubles.add("its entry in line " + one.line() + " has no password"
                    + (one.strangeWords() ? ", but words that mean nothing there" : "")));
            if (own.isEmpty() && !all.isEmpty()) {
                troubles.add("its " + (all.size() == 1 ? "entry" : "entries") + " for this host "
                        + (all.size() == 1 ? "is" : "are") + " of "
                        + all.stream()
                                .map(one -> "'" + one.entry().login() + "'")
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + ", not of '" + user.orElse("") + "'");
            }
        }
        return new Found(entry, troubles);
    }

    private List<Candidate> candidates(String host, int port) {
        List<Candidate> found = new ArrayList<>();
        while (!tokens.isEmpty()) {
            Token token = tokens.pop();
            if (token.text().equals("default")) {
                found.add(candidate(Rank.DEFAULT, token.line()));
            } else if (token.text().equals("machine") && !tokens.isEmpty()) {
                Optional<Rank> rank = rank(tokens.pop().text(), host, port);
                Candidate candidate = candidate(rank.orElse(Rank.HOST), token.line());
                rank.ifPresent(any -> found.add(candidate));
            }
        }
        return found;
    }

    private static Optional<Rank> rank(String name, String host, int port) {
        Matcher address = ADDRESS.matcher(name);
        String bare = address.matches() ? address.group(1) : name;
        return bare.equalsIgnoreCase(host + ":" + port)
                ? Optional.of(Rank.PORT)
                : bare.equalsIgnoreCase(host) ? Optional.of(Rank.HOST) : Optional.empty();
    }

    private Candidate candidate(Rank rank, int line) {
        String login = "";
        String password = "";
        boolean strange = false;
        while (!tokens.isEmpty()
                && !tokens.peek().text().equals("machine")
                && !tokens.peek().text().equals("default")) {
            String token = tokens.pop().text();
            if (!tokens.isEmpty() && token.equals("login")) {
                login = tokens.pop().text();
            } else if (!tokens.isEmpty() && token.equals("password")) {
                password = tokens.pop().text();
            } else if (!tokens.isEmpty() && token.equals("account")) {
                tokens.pop();
            } else {
                strange = true;
            }
        }
        return new Candidate(rank, new Entry(login, password), line, strange);
    }

    private void tokenize(String line, int number) {
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
                flush(token, begun, number);
                begun = false;
            } else {
                token.append(c);
                begun = true;
            }
        }
        flush(token, begun, number);
    }

    private void flush(StringBuilder token, boolean begun, int line) {
        if (begun) {
            tokens.add(new Token(token.toString(), line));
            token.setLength(0);
        }
    }
}
