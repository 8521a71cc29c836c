package io.github.xnatpull.selection;

import io.github.xnatpull.support.Plural;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says of names that no session has answered to so far what they mean for the run, once every session is looked at. A
 * name in a place that nobody looked into is not judged.
 *
 * @param seen names that the sessions have, by filter
 * @param passedOver names they have that a filter never saw, as one before it left nothing
 * @param looked how far the look went
 */
public record UnmatchedNames(Map<Filter, Set<String>> seen, Map<Filter, Set<String>> passedOver, Looked looked) {
    private static final Set<Filter> PARTS = EnumSet.of(Filter.SCAN, Filter.SCAN_TYPE, Filter.ASSESSOR);

    /**
     * How far the look went.
     *
     * @param all sessions, subjects and projects that were looked into
     * @param sessions those of them that are sessions
     * @param only the name of the one, where it was one
     * @param unlisted sessions that could not be listed
     * @param notLooked sessions that only dates and a limit leave out
     * @param files how far files were listed; empty as long as that is not over
     */
    public record Looked(
            long all, long sessions, String only, long unlisted, long notLooked, Optional<ListedFiles> files) {}

    /**
     * The resources whose files are known.
     *
     * @param resources of which every file is known
     * @param others that are not there any more, or whose gaps the user accepts
     */
    public record ListedFiles(long resources, long others) {}

    /**
     * A name that nothing answers to so far.
     *
     * @param reason why, where it stands in a row of a list and its session was looked at; else blank
     */
    public record Open(RequestedName name, String reason) {}

    /** What nothing answers to, in the order of the names. */
    public List<UnmatchedName> unmatched(Collection<Open> open) {
        // A row is told by its cells; itself only where nothing is wrong with one of them.
        Set<String> toldByCells =
                open.stream().map(one -> one.name().row()).collect(Collectors.toCollection(HashSet::new));
        // What hangs at a scan or assessor that is not there was looked at nowhere.
        boolean isNarrowedAway =
                open.stream().flatMap(one -> one.name().filter().stream()).anyMatch(PARTS::contains);
        List<UnmatchedName> unmatched = new ArrayList<>();
        for (Open one : open) {
            RequestedName name = one.name();
            if (!name.isExclusion() && !toldByCells.contains(name.mark())) {
                reason(one, isNarrowedAway).ifPresent(reason -> unmatched.add(name.unmatched(reason)));
            }
        }
        return unmatched;
    }

    /** Exclusions that leave out nothing. */
    public List<String> warnings(Collection<Open> open) {
        return open.stream()
                .map(Open::name)
                .filter(name -> name.isExclusion() && looked.all() > 0)
                .map(name -> RequestedSessions.leavesOutNothing(name, seenOf(name)))
                .toList();
    }

    private Set<String> seenOf(RequestedName name) {
        return name.filter().map(filter -> seen.getOrDefault(filter, Set.of())).orElse(Set.of());
    }

    private Optional<String> reason(Open open, boolean isNarrowedAway) {
        RequestedName name = open.name();
        if (name.filter().isEmpty()) {
            return Optional.of(open.reason().isEmpty() ? "its session could not be looked at" : open.reason());
        }
        if (name.isOfFile()) {
            return looked.files()
                    .filter(files -> files.resources() > 0)
                    .map(files -> fileWords(name, files) + unseen());
        }
        Set<String> known = seenOf(name);
        Set<String> elsewhere = passedOver.getOrDefault(name.filter().get(), Set.of());
        boolean isHidden = (known.isEmpty() || isNarrowedAway) && elsewhere.contains(name.value());
        if (isHidden || looked.all() == 0) {
            return Optional.empty();
        }
        Set<String> near = known.isEmpty() ? elsewhere : known;
        return Optional.of(words(name, near) + unseen());
    }

    private String fileWords(RequestedName name, ListedFiles files) {
        String words = MissingNameText.inAll(files.resources(), "resource", name.kind(), name.value(), seenOf(name));
        return files.others() == 0
                ? words
                : words + "; " + Plural.of(files.others(), "resource") + " could not be looked into";
    }

    private String words(RequestedName name, Set<String> near) {
        if (looked.all() == 1) {
            return MissingNameText.in(looked.only(), name.kind(), name.value(), near);
        }
        return looked.sessions() == 0
                ? MissingNameText.in(MissingNameText.NOTHING, name.kind(), name.value(), near)
                : MissingNameText.inAll(looked.sessions(), name.kind(), name.value(), near);
    }

    private String unseen() {
        return (looked.notLooked() == 0
                        ? ""
                        : "; not looked at: " + Plural.of(looked.notLooked(), "session")
                                + " that dates or a limit leave out")
                + (looked.unlisted() == 0
                        ? ""
                        : "; " + Plural.of(looked.unlisted(), "session") + " could not be listed");
    }
}
