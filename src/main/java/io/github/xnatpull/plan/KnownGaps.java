package io.github.xnatpull.plan;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.selection.KnownGapReader;
import io.github.xnatpull.selection.KnownGapRow;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.SessionRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The gaps that the user accepts. What is missing is accepted only where a row names its place and the very fault; where
 * rows of one place name files, those files and no others. Safe for many threads.
 */
public final class KnownGaps {
    /** Nothing is accepted. */
    public static final KnownGaps NONE = new KnownGaps("", List.of());

    private final String name;
    private final List<KnownGapRow> rows;
    private final Map<String, List<Place>> bySession = new HashMap<>();
    private final Map<String, List<KnownGapRow>> byValue = new HashMap<>();

    private KnownGaps(String name, List<KnownGapRow> rows) {
        this.name = name;
        this.rows = List.copyOf(rows);
        Map<KnownGapRow, Place> places = new HashMap<>();
        for (KnownGapRow row : rows) {
            if (row.isUnmatched()) {
                byValue.computeIfAbsent(row.value(), any -> new ArrayList<>(1)).add(row);
            } else {
                places.computeIfAbsent(row.place(), any -> place(row)).add(row);
            }
        }
    }

    private Place place(KnownGapRow row) {
        Place place = new Place();
        bySession.computeIfAbsent(row.sessionId(), any -> new ArrayList<>(1)).add(place);
        return place;
    }

    /**
     * Reads the user's file, where there is one.
     *
     * @throws Fault {@code CSV_UNREADABLE} or {@code CSV_COLUMN}, with file and line
     */
    public static KnownGaps read(Optional<Path> file) {
        return file.map(path -> new KnownGaps(path.toString(), KnownGapReader.read(path)))
                .orElse(NONE);
    }

    /** The rows of one place. */
    private static final class Place {
        private final List<KnownGapRow> rows = new ArrayList<>(1);
        private final Map<String, Set<String>> files = new HashMap<>();
        private final Set<String> codes = new HashSet<>();

        void add(KnownGapRow row) {
            rows.add(row);
            if (row.file().isEmpty()) {
                codes.add(row.errorCode());
            } else {
                files.computeIfAbsent(row.file(), any -> new HashSet<>(1)).add(row.errorCode());
            }
        }

        boolean accepts(FileFault fault) {
            Set<String> accepted = files.isEmpty() ? codes : files.getOrDefault(fault.file(), Set.of());
            return accepted.contains(fault.code().id());
        }

        boolean accepts(FaultCode code) {
            return codes.contains(code.id());
        }

        String reason() {
            return rows.get(0).reason();
        }
    }

    /** What messages call the file. */
    public String name() {
        return name;
    }

    /** Whether the user gave a file. */
    public boolean isGiven() {
        return !name.isEmpty();
    }

    /** All rows, in their order. */
    public Collection<KnownGapRow> rows() {
        return rows;
    }

    /** The outcome as it counts: accepted where it is a gap that the user knows, else as it is. */
    public Outcome judged(PlanItem item, Outcome outcome) {
        if (!outcome.status().isFailure()) {
            return outcome;
        }
        return reason(item, outcome.code(), outcome.fileFaults())
                .map(outcome::accepted)
                .orElse(outcome);
    }

    /** Why the user accepts that something of a resource is missing; empty where he does not. */
    public Optional<String> reason(PlanItem item, Optional<FaultCode> code, List<FileFault> faults) {
        List<Place> places = places(item.session().accessionId())
                .filter(place -> isAt(place.rows.get(0), item))
                .toList();
        boolean accepted = faults.isEmpty()
                ? code.isPresent() && places.stream().anyMatch(place -> place.accepts(code.get()))
                : faults.stream().allMatch(fault -> places.stream().anyMatch(place -> place.accepts(fault)));
        return accepted ? Optional.of(places.get(0).reason()) : Optional.empty();
    }

    /** Whether a gap of this resource is accepted, whatever it lacks. */
    public boolean knows(PlanItem item) {
        return places(item.session().accessionId()).anyMatch(place -> isAt(place.rows.get(0), item));
    }

    /** The rows that speak of a resource. */
    public List<KnownGapRow> rowsOf(PlanItem item) {
        return places(item.session().accessionId())
                .filter(place -> isAt(place.rows.get(0), item))
                .flatMap(place -> place.rows.stream())
                .toList();
    }

    private Stream<Place> places(String sessionId) {
        Stream<Place> anywhere = bySession.getOrDefault("", List.of()).stream();
        return sessionId.isEmpty()
                ? anywhere
                : Stream.concat(bySession.getOrDefault(sessionId, List.of()).stream(), anywhere);
    }

    /** Whether a row speaks of this resource; a blank cell means any. */
    public static boolean isAt(KnownGapRow row, PlanItem item) {
        Level level = item.key().level();
        return isOf(row, item.session())
                && isAny(row.level(), level.word())
                && isPart(row.scanId(), Level.SCAN, item)
                && isPart(row.assessorId(), Level.ASSESSOR, item)
                && isPart(row.reconstructionId(), Level.RECONSTRUCTION, item)
                && isAny(row.inOut(), item.key().inOut().word())
                && isResource(row, item);
    }

    /** By its label; a numeric id changes where a resource is made anew, and tells only those of one label apart. */
    private static boolean isResource(KnownGapRow row, PlanItem item) {
        boolean byId = row.resourceLabel().isEmpty() || item.sharesLabel();
        return isAny(row.resourceLabel(), item.label())
                && (!byId || isAny(row.resourceId(), item.address().resourceId()));
    }

    private static boolean isOf(KnownGapRow row, SessionRow session) {
        return isAny(row.project(), session.project())
                && (row.sessionId().isEmpty()
                        ? isAny(row.subjectId(), session.subjectId())
                        : row.sessionId().equals(session.accessionId()));
    }

    private static boolean isPart(String id, Level level, PlanItem item) {
        return id.isEmpty()
                || item.key().level() == level && item.key().partId().equals(id);
    }

    private static boolean isAny(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(found);
    }

    /** The plan as it counts: a session that cannot be listed is accepted where the user knows that. */
    public SessionPlan judged(SessionPlan plan) {
        Optional<SessionPlan.Unlisted> why = plan.unlisted();
        if (why.isEmpty()) {
            return plan;
        }
        Level level = !plan.session().accessionId().isEmpty()
                ? Level.SESSION
                : plan.session().subjectId().isEmpty() ? Level.PROJECT : Level.SUBJECT;
        return places(plan.session().accessionId())
                .filter(place -> isWhole(place.rows.get(0), level, plan.session())
                        && place.accepts(why.get().code()))
                .findFirst()
                .map(place -> SessionPlan.unlisted(plan.session(), why.get().accepted(place.reason()))
                        .at(plan.position()))
                .orElse(plan);
    }

    /** Whether a row speaks of all that a session, subject or project has. */
    static boolean isWhole(KnownGapRow row, Level level, SessionRow session) {
        return isOf(row, session)
                && isAny(row.level(), level.word())
                && Stream.of(
                                row.scanId(),
                                row.assessorId(),
                                row.reconstructionId(),
                                row.resourceLabel(),
                                row.resourceId())
                        .allMatch(String::isEmpty);
    }

    /** Whether the user accepts that nothing answers to a name. */
    public boolean accepts(UnmatchedName name) {
        return byValue.getOrDefault(name.value(), List.of()).stream()
                .anyMatch(row -> isOf(row, name)
                        // The one reason of ours that must be shared: a subject that is gone is another matter.
                        && (!row.reason().equalsIgnoreCase(UnmatchedName.NO_SESSION_YET) || name.isNoSessionYet()));
    }

    /** Whether a row speaks of a name. */
    public static boolean isOf(KnownGapRow row, UnmatchedName name) {
        return row.value().equals(name.value())
                && isAny(row.project(), name.project())
                && isAny(row.kind(), name.kind())
                && isAny(row.sessionLabel(), name.session());
    }

    /** The names that are no known gaps. */
    public List<UnmatchedName> missed(Collection<UnmatchedName> names) {
        return names.stream().filter(name -> !accepts(name)).toList();
    }

    /** How many names are known gaps. */
    public long accepted(Collection<UnmatchedName> names) {
        return names.stream().filter(this::accepts).count();
    }
}
