package io.github.xnatpull.selection;

import io.github.xnatpull.selection.ListFile.ListRow;
import io.github.xnatpull.selection.ListedSessions.ListedRow;
import io.github.xnatpull.selection.SelectionTally.Stage;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Which of the subjects and sessions that a user named answer: in flags, in the job file, in lists. What is left of a
 * name counts, not that there is something of that name. What the user takes out again by name, by a limit or by another
 * list counts as answered, and is told.
 */
public final class RequestedSessions {
    private static final Set<Stage> TAKEN_OUT = EnumSet.of(Stage.EXCLUDED_SESSION, Stage.LIMIT);
    private static final int SHOWN = 12;

    private final Selector selector;
    private final List<SessionRow> listing;
    private final ListedSessions listed;
    private final SessionChoice choice;
    private final Set<SessionRow> chosen;
    private final Set<Key> subjectsAbove;
    private final Map<Key, List<SessionRow>> bySubject = new HashMap<>();
    private final Supplier<List<SubjectRow>> subjects;
    private final List<UnmatchedName> unmatched = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<RequestedName> named = new ArrayList<>();
    private List<ListReport> reports;
    private long takenOut;

    private record Key(String project, String id) {}

    /**
     * @param selector which has chosen already
     * @param listing every session of the projects asked for
     * @param subjects every subject of those projects; asked for only where a name is none of a subject with sessions
     * @param listed what the lists name of that
     * @param choice what the selector chose of what the lists name
     * @param above rows for subjects and projects whose own resources are wanted
     */
    public RequestedSessions(
            Selector selector,
            List<SessionRow> listing,
            Supplier<List<SubjectRow>> subjects,
            ListedSessions listed,
            SessionChoice choice,
            Collection<SessionRow> above) {
        this.selector = selector;
        this.listing = listing;
        this.subjects = new Once(subjects);
        this.listed = listed;
        this.choice = choice;
        this.chosen = new HashSet<>(choice.sessions());
        this.chosen.addAll(above);
        this.subjectsAbove = new HashSet<>();
        above.forEach(row -> subjectsAbove.add(new Key(row.project(), row.subjectId())));
        this.reports = listed.reports();
        for (SessionRow row : listing) {
            bySubject
                    .computeIfAbsent(new Key(row.project(), row.subjectId()), any -> new ArrayList<>())
                    .add(row);
        }
    }

    /** Looks at every name; call it once. */
    public RequestedSessions look() {
        values();
        rows(listed.subjectRows(), row -> row.meant().stream()
                .map(this::leftOf)
                .min(Comparator.naturalOrder())
                .orElseThrow());
        rows(listed.sessionRows(), row -> left(row.meant(), SessionFilter::reason));
        return this;
    }

    /** What nothing answers to, values of flags and keys first. Rows of lists are in {@link #reports} too. */
    public List<UnmatchedName> unmatched() {
        List<UnmatchedName> all = new ArrayList<>(unmatched);
        reports.forEach(report -> all.addAll(report.unmatched()));
        return all;
    }

    /** What became of the rows of each list. */
    public List<ListReport> reports() {
        return reports;
    }

    /** What sessions answer to only when they are looked at: names of scans, resources and assessors. */
    public List<RequestedName> named() {
        return named;
    }

    /** What the user should know beside that. */
    public List<String> warnings() {
        return warnings;
    }

    /** How many rows of lists were taken out again, by the user's own word. */
    public long takenOut() {
        return takenOut;
    }

    /**
     * What is left of a name.
     *
     * @param reason why nothing is; blank where something is
     * @param isTakenOut whether nothing is because the user took it out again
     */
    private record Left(boolean isTakenOut, String reason) implements Comparable<Left> {
        static final Left SOMETHING = new Left(false, "");
        static final Left TAKEN = new Left(true, "");

        boolean isNothing() {
            return !reason.isEmpty();
        }

        @Override
        public int compareTo(Left other) {
            return Comparator.comparing(Left::isNothing)
                    .thenComparing(Left::isTakenOut)
                    .compare(this, other);
        }
    }

    /** Asks once. */
    private static final class Once implements Supplier<List<SubjectRow>> {
        private final Supplier<List<SubjectRow>> source;
        private Optional<List<SubjectRow>> rows = Optional.empty();

        Once(Supplier<List<SubjectRow>> source) {
            this.source = source;
        }

        @Override
        public List<SubjectRow> get() {
            List<SubjectRow> known = rows.orElseGet(source);
            rows = Optional.of(known);
            return known;
        }
    }

    @FunctionalInterface
    private interface Reason {
        String of(SessionFilter filter, Stage stage, SessionRow session);
    }

    private Left left(Collection<SessionRow> meant, Reason reason) {
        Optional<SessionRow> last = Optional.empty();
        Optional<Stage> stage = Optional.empty();
        boolean byOtherList = false;
        for (SessionRow session : meant) {
            if (chosen.contains(session)) {
                return Left.SOMETHING;
            }
            Optional<Stage> at = Optional.ofNullable(choice.leftOut().get(session));
            byOtherList |= at.isEmpty();
            if (at.isPresent()
                    && stage.filter(before -> before.compareTo(at.get()) >= 0).isEmpty()) {
                stage = at;
                last = Optional.of(session);
            }
        }
        return byOtherList || stage.isEmpty() || TAKEN_OUT.contains(stage.get())
                ? Left.TAKEN
                : new Left(false, reason.of(selector.sessionFilter(), stage.get(), last.orElseThrow()));
    }

    private Left leftOf(SubjectRow subject) {
        Key key = new Key(subject.project(), subject.id());
        if (subjectsAbove.contains(key)) {
            return Left.SOMETHING;
        }
        List<SessionRow> sessions = bySubject.getOrDefault(key, List.of());
        return sessions.isEmpty()
                ? new Left(false, UnmatchedName.NO_SESSION_YET)
                : left(sessions, (filter, stage, any) -> filter.reasonOfAll(stage, sessions.size()));
    }

    private <T> void rows(List<ListedRow<T>> rows, Function<ListedRow<T>, Left> left) {
        Map<ListFile, List<UnmatchedName>> more = new LinkedHashMap<>();
        for (ListedRow<T> one : rows) {
            Left of = left.apply(one);
            ListFile list = one.list();
            ListRow row = one.row();
            if (of.isNothing()) {
                more.computeIfAbsent(list, any -> new ArrayList<>())
                        .add(UnmatchedName.ofRow(list.kind().noun(), list.name(), row, of.reason()));
            } else if (of.isTakenOut()) {
                takenOut++;
            } else if (!row.filter().equals(RowFilter.NONE)) {
                named.addAll(FilteredRow.names(list, row));
            }
        }
        more.forEach((list, missing) -> reports = reports.stream()
                .map(report -> report.name().equals(list.name()) ? report.with(missing) : report)
                .toList());
    }

    private void values() {
        for (RequestedName name : selector.names(this::isOneName)) {
            switch (name.filter().orElseThrow()) {
                case SUBJECT -> subject(name);
                case SESSION -> session(name);
                case EXCLUDED_SESSION -> excluded(name);
                case SESSION_TYPE -> type(name);
                default -> named.add(name);
            }
        }
    }

    /** Whether a value with commas is the name of one subject or session, not of several. */
    private boolean isOneName(Filter filter, String value) {
        if (filter != Filter.SUBJECT) {
            return sessionNames().contains(value);
        }
        Set<String> names = new HashSet<>();
        listing.forEach(row -> names.addAll(List.of(row.subjectId(), row.subjectLabel())));
        return names.contains(value)
                || !names.containsAll(Patterns.split(value))
                        && !byIdOrLabel(subjects.get(), value, SubjectRow::id, SubjectRow::label)
                                .isEmpty();
    }

    private void session(RequestedName name) {
        List<SessionRow> meant = byIdOrLabel(listing, name.value(), SessionRow::accessionId, SessionRow::label);
        Left left = meant.isEmpty() ? none(name, sessionNames()) : left(meant, SessionFilter::reason);
        add(name, left);
    }

    private void subject(RequestedName name) {
        List<SubjectRow> meant = byIdOrLabel(
                listing.stream()
                        .map(row -> new SubjectRow(row.project(), row.subjectId(), row.subjectLabel()))
                        .distinct()
                        .toList(),
                name.value(),
                SubjectRow::id,
                SubjectRow::label);
        if (meant.isEmpty()) {
            meant = byIdOrLabel(subjects.get(), name.value(), SubjectRow::id, SubjectRow::label);
        }
        add(
                name,
                meant.stream().map(this::leftOf).min(Comparator.naturalOrder()).orElseGet(() -> {
                    Set<String> names = new HashSet<>();
                    subjects.get().forEach(row -> names.addAll(List.of(row.id(), row.label())));
                    return none(name, names);
                }));
    }

    private void add(RequestedName name, Left left) {
        if (left.isNothing()) {
            unmatched.add(name.unmatched(left.reason()));
        }
    }

    private static Left none(RequestedName name, Set<String> names) {
        names.remove("");
        return new Left(false, new KnownNames(names).noSuch(name.value()));
    }

    private Set<String> sessionNames() {
        Set<String> names = new HashSet<>();
        listing.forEach(row -> names.addAll(List.of(row.accessionId(), row.label())));
        return names;
    }

    private static <T> List<T> byIdOrLabel(
            Collection<T> rows, String value, Function<T, String> id, Function<T, String> label) {
        for (Function<T, String> key : List.of(id, label)) {
            List<T> found =
                    rows.stream().filter(row -> key.apply(row).equals(value)).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private void type(RequestedName name) {
        List<SessionRow> sessions = listed.sessions();
        if (sessions.stream().noneMatch(row -> SessionFilter.isOfType(row, name.value())) && !sessions.isEmpty()) {
            Set<String> types = new HashSet<>();
            sessions.forEach(row -> {
                types.add(row.xsiType());
                types.add(SessionFilter.shortType(row.xsiType()));
            });
            types.remove("");
            unmatched.add(name.unmatched(MissingNameText.inAll(sessions.size(), name.kind(), name.value(), types)));
        }
    }

    private void excluded(RequestedName name) {
        Set<String> names = sessionNames();
        if (!names.contains(name.value())) {
            Set<String> labels = new HashSet<>();
            listing.forEach(row -> labels.add(row.label()));
            warnings.add(leavesOutNothing(name, labels));
        }
    }

    /** For example {@code --exclude-scan 'boldd' leaves out nothing: nearest seen 'bold'; seen: 'T1w', 'bold'}. */
    static String leavesOutNothing(RequestedName name, Collection<String> seen) {
        List<String> sorted =
                seen.stream().filter(one -> !one.isBlank()).sorted().toList();
        String some = "'" + String.join("', '", sorted.subList(0, Math.min(SHOWN, sorted.size()))) + "'";
        String more = sorted.size() > SHOWN ? " and " + Plural.number(sorted.size() - SHOWN) + " more" : "";
        return name.source() + " '" + name.value() + "' leaves out nothing" + MissingNameText.near(name.value(), sorted)
                + (sorted.isEmpty() ? "" : "; seen: " + some + more);
    }
}
