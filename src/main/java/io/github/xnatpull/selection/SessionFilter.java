package io.github.xnatpull.selection;

import io.github.xnatpull.catalogue.SessionRow;
import io.github.xnatpull.selection.Patterns.Keys;
import io.github.xnatpull.selection.SelectionTally.Stage;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** Chooses sessions by subject, name, type, date and number. */
final class SessionFilter {
    private static final Keys<SessionRow> SUBJECT = Keys.of(SessionRow::subjectId, SessionRow::subjectLabel);
    private static final Keys<SessionRow> SESSION = Keys.of(SessionRow::accessionId, SessionRow::label);
    private static final Keys<SessionRow> TYPE = Keys.of(SessionRow::xsiType, row -> shortType(row.xsiType()));
    private static final String PREFIX = "xnat:";
    private static final String SUFFIX = "SessionData";

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
        List<SessionRow> all = once(listing);
        tally.listed(all.size());
        List<SessionRow> left = kept(Stage.SUBJECT, all, all, subjects, SUBJECT, SessionRow::subjectLabel);
        left = kept(Stage.SESSION, left, all, sessions, SESSION, SessionRow::label);
        if (!excludedSessions.isEmpty()) {
            Predicate<SessionRow> out = excludedSessions.on(all, SESSION);
            left = counted(Stage.EXCLUDED_SESSION, left, out.negate(), SessionRow::label);
        }
        left = kept(Stage.TYPE, left, all, types, TYPE, SessionRow::xsiType);
        if (dated()) {
            tally.undated((int) left.stream().filter(row -> day(row).isEmpty()).count());
            left = counted(Stage.DATES, left, this::inTime, SessionRow::date);
        }
        return limit.isPresent() && limit.getAsInt() < left.size()
                ? List.copyOf(left.subList(0, limit.getAsInt()))
                : left;
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
            Function<SessionRow, String> value) {
        return patterns.isEmpty() ? left : counted(stage, left, patterns.on(all, keys), value);
    }

    private List<SessionRow> counted(
            Stage stage, List<SessionRow> before, Predicate<SessionRow> wanted, Function<SessionRow, String> value) {
        List<SessionRow> left = before.stream().filter(wanted).toList();
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
    private static String shortType(String xsiType) {
        boolean regular = xsiType.startsWith(PREFIX) && xsiType.endsWith(SUFFIX);
        return regular
                ? xsiType.substring(PREFIX.length(), xsiType.length() - SUFFIX.length())
                        .toLowerCase(Locale.ROOT)
                : "";
    }

    private static String typeSpelling(String piece) {
        if (piece.indexOf(':') >= 0) {
            return piece;
        }
        String word = piece.endsWith(SUFFIX) ? piece.substring(0, piece.length() - SUFFIX.length()) : piece;
        return word.toLowerCase(Locale.ROOT);
    }
}
