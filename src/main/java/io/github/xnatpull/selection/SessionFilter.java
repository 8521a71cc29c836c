package io.github.xnatpull.selection;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.selection.Patterns.Keys;
import io.github.xnatpull.selection.SelectionTally.Stage;
import io.github.xnatpull.support.Pseudonyms;
import io.github.xnatpull.xnat.SessionRow;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/** Chooses sessions by subject, name, type, date and number. */
final class SessionFilter {
    private static final Keys<SessionRow> SUBJECT = Keys.of(SessionRow::subjectId, SessionRow::subjectLabel);
    private static final Keys<SessionRow> SESSION = Keys.of(SessionRow::accessionId, SessionRow::label);
    private static final Keys<SessionRow> TYPE = Keys.of(SessionRow::xsiType, row -> shortType(row.xsiType()));
    private static final String PREFIX = "xnat:";
    static final String SUFFIX = "SessionData";

    private final Patterns subjects;
    private final Patterns sessions;
    private final Patterns excludedSessions;
    private final Patterns types;
    private final Optional<LocalDate> since;
    private final Optional<LocalDate> until;
    private final OptionalInt limit;
    private final SelectionTally tally;

    SessionFilter(Selection selection, SelectionTally tally) {
        this.tally = tally;
        subjects = Patterns.of("subject", selection.subjects());
        sessions = Patterns.of("session", selection.sessions());
        excludedSessions = Patterns.of("session exclusion", selection.excludedSessions());
        types = Patterns.of("session type", selection.sessionTypes(), SessionFilter::typeSpelling);
        since = selection.since();
        until = selection.until();
        limit = selection.limit();
        announce(Stage.SUBJECT, "after subject ", "subjects", subjects);
        announce(Stage.SESSION, "after session ", "sessions", sessions);
        announce(Stage.EXCLUDED_SESSION, "after leaving out session ", "sessions", excludedSessions);
        announce(Stage.TYPE, "after session type ", "session types", types);
        if (dated()) {
            tally.expect(Stage.DATES, "after dates", "dates", List.of());
        }
        if (limit.isPresent()) {
            tally.expect(Stage.LIMIT, "within the limit", "sessions", List.of());
        }
    }

    private void announce(Stage stage, String wording, String noun, Patterns patterns) {
        if (!patterns.isEmpty()) {
            tally.expect(stage, wording + patterns.quoted(), noun, patterns.values());
        }
    }

    private boolean dated() {
        return since.isPresent() || until.isPresent();
    }

    List<SessionRow> sessions(List<SessionRow> listing) {
        return choose(listing).sessions();
    }

    SessionChoice choose(List<SessionRow> listing) {
        List<SessionRow> all = once(listing);
        tally.listed(all.size());
        Map<SessionRow, Stage> leftOut = new HashMap<>();
        List<SessionRow> left = kept(Stage.SUBJECT, all, all, subjects, SUBJECT, SessionRow::subjectLabel, leftOut);
        left = kept(Stage.SESSION, left, all, sessions, SESSION, SessionRow::label, leftOut);
        if (!excludedSessions.isEmpty()) {
            Predicate<SessionRow> out = excludedSessions.on(all, SESSION);
            left = counted(Stage.EXCLUDED_SESSION, left, out.negate(), SessionRow::label, leftOut);
        }
        left = kept(Stage.TYPE, left, all, types, TYPE, SessionRow::xsiType, leftOut);
        if (dated()) {
            tally.undated((int) left.stream().filter(row -> day(row).isEmpty()).count());
            left = counted(Stage.DATES, left, this::inTime, SessionRow::date, leftOut);
        }
        if (limit.isPresent() && limit.getAsInt() < left.size()) {
            left.subList(limit.getAsInt(), left.size()).forEach(row -> leftOut.put(row, Stage.LIMIT));
            left = List.copyOf(left.subList(0, limit.getAsInt()));
        }
        return new SessionChoice(left, leftOut);
    }

    /** Why a filter left out a session, as half a sentence. */
    String reason(Stage stage, SessionRow session) {
        return switch (stage) {
            case SUBJECT -> "its subject is not among " + subjects.quoted();
            case SESSION -> "it is not among the sessions " + sessions.quoted();
            case TYPE -> "it is of type " + session.xsiType() + ", not " + types.quoted();
            default ->
                day(session).isEmpty()
                        ? "it has no date, and dates are asked for"
                        : "its date '" + day(session).get() + "' is not " + dates();
        };
    }

    /** Why filters left out all sessions of a subject. */
    String reasonOfAll(Stage stage, long sessions) {
        String none = sessions == 1 ? "its session is not " : "none of its " + sessions + " sessions is ";
        return switch (stage) {
            case SUBJECT -> "it is not among the subjects " + subjects.quoted();
            case SESSION -> none + "among the sessions " + this.sessions.quoted();
            case TYPE -> none + "of type " + types.quoted();
            default -> none + dates();
        };
    }

    private String dates() {
        String from = since.map(day -> "from " + day + " on").orElse("");
        return from
                + (from.isEmpty() || until.isEmpty() ? "" : " and ")
                + until.map(day -> "up to " + day).orElse("");
    }

    /**
     * A value names one thing: not by its id one session, or subject, and by its label another.
     *
     * @throws io.github.xnatpull.fault.Fault {@code USAGE}
     */
    void requireUnambiguous(List<SessionRow> listing, BiFunction<Filter, String, RequestedName> named) {
        requireUnambiguous(Filter.SUBJECT, subjects, listing, SessionRow::subjectId, SessionRow::subjectLabel, named);
        requireUnambiguous(Filter.SESSION, sessions, listing, SessionRow::accessionId, SessionRow::label, named);
        requireUnambiguous(
                Filter.EXCLUDED_SESSION, excludedSessions, listing, SessionRow::accessionId, SessionRow::label, named);
    }

    private static void requireUnambiguous(
            Filter filter,
            Patterns patterns,
            List<SessionRow> listing,
            Function<SessionRow, String> id,
            Function<SessionRow, String> label,
            BiFunction<Filter, String, RequestedName> named) {
        Predicate<String> whole = value -> listing.stream()
                .anyMatch(row -> id.apply(row).equals(value) || label.apply(row).equals(value));
        for (String value : patterns.names(whole)) {
            Optional<SessionRow> byId =
                    listing.stream().filter(row -> id.apply(row).equals(value)).findFirst();
            Optional<SessionRow> byLabel = listing.stream()
                    .filter(row ->
                            label.apply(row).equals(value) && !id.apply(row).equals(value))
                    .findFirst();
            if (byId.isPresent() && byLabel.isPresent()) {
                String noun = filter.noun();
                hide(id.apply(byId.get()), label.apply(byId.get()), id.apply(byLabel.get()));
                throw fault(FaultCode.USAGE)
                        .trying("find the " + noun + " " + value + " ("
                                + named.apply(filter, value).source() + ")")
                        .meaning("Nothing was started")
                        .advice("Name the one that is meant: by its label '" + label.apply(byId.get())
                                + "', or by its accession id " + id.apply(byLabel.get()) + ".")
                        .because("it is the accession id of " + noun + " '" + label.apply(byId.get())
                                + "' and the label of " + noun + " " + id.apply(byLabel.get()));
            }
        }
    }

    /** They may be none that is selected, of which strict privacy knows. */
    private static void hide(String... names) {
        List.of(names).forEach(Pseudonyms.process()::hide);
    }

    /** @param whole whether a value with commas is what one subject or session is called */
    void name(BiPredicate<Filter, String> whole, BiConsumer<Filter, List<String>> each) {
        each.accept(Filter.SUBJECT, subjects.names(value -> whole.test(Filter.SUBJECT, value)));
        each.accept(Filter.SESSION, sessions.names(value -> whole.test(Filter.SESSION, value)));
        each.accept(
                Filter.EXCLUDED_SESSION, excludedSessions.names(value -> whole.test(Filter.EXCLUDED_SESSION, value)));
        each.accept(Filter.SESSION_TYPE, types.names());
    }

    /** Whether a session is of a type that is named so. */
    static boolean isOfType(SessionRow row, String type) {
        String spelled = typeSpelling(type);
        return row.xsiType().equals(spelled) || shortType(row.xsiType()).equals(spelled);
    }

    List<String> unmatched(List<SessionRow> listing) {
        List<String> values = new ArrayList<>(subjects.unmatched(listing, SUBJECT));
        values.addAll(sessions.unmatched(listing, SESSION));
        return values;
    }

    /** A value means what it means among all sessions, whichever filter comes before. */
    private List<SessionRow> kept(
            Stage stage,
            List<SessionRow> left,
            List<SessionRow> all,
            Patterns patterns,
            Keys<SessionRow> keys,
            Function<SessionRow, String> value,
            Map<SessionRow, Stage> leftOut) {
        return patterns.isEmpty() ? left : counted(stage, left, patterns.on(all, keys), value, leftOut);
    }

    private List<SessionRow> counted(
            Stage stage,
            List<SessionRow> before,
            Predicate<SessionRow> wanted,
            Function<SessionRow, String> value,
            Map<SessionRow, Stage> leftOut) {
        List<SessionRow> left = new ArrayList<>();
        for (SessionRow row : before) {
            if (wanted.test(row)) {
                left.add(row);
            } else {
                leftOut.put(row, stage);
            }
        }
        tally.left(stage, left.size());
        tally.seen(stage, before.stream().map(value).toList());
        return left;
    }

    private boolean inTime(SessionRow row) {
        return day(row).filter(day -> since.isEmpty() || !day.isBefore(since.get()))
                .filter(day -> until.isEmpty() || !day.isAfter(until.get()))
                .isPresent();
    }

    /** The day of acquisition; some servers print a time behind it. */
    private static Optional<LocalDate> day(SessionRow row) {
        String text = row.date().strip();
        try {
            return Optional.of(LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static List<SessionRow> once(List<SessionRow> listing) {
        Map<List<String>, SessionRow> rows = new LinkedHashMap<>();
        listing.forEach(row -> rows.putIfAbsent(List.of(row.project(), row.accessionId()), row));
        return List.copyOf(rows.values());
    }

    /** {@code mr} of {@code xnat:mrSessionData}; never a closed list, since servers make types at run time (contract §15.6). */
    static String shortType(String xsiType) {
        boolean regular = xsiType.startsWith(PREFIX) && xsiType.endsWith(SUFFIX);
        return regular
                ? xsiType.substring(PREFIX.length(), xsiType.length() - SUFFIX.length())
                        .toLowerCase(Locale.ROOT)
                : "";
    }

    static String typeSpelling(String piece) {
        if (piece.indexOf(':') >= 0) {
            return piece;
        }
        String word = piece.endsWith(SUFFIX) ? piece.substring(0, piece.length() - SUFFIX.length()) : piece;
        return word.toLowerCase(Locale.ROOT);
    }
}
