package io.github.xnatpull.plan;

import io.github.xnatpull.plan.SessionLister.Names;
import io.github.xnatpull.selection.Filter;
import io.github.xnatpull.selection.NameMatches;
import io.github.xnatpull.selection.RequestedName;
import io.github.xnatpull.selection.SessionContents;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.selection.UnmatchedNames;
import io.github.xnatpull.selection.UnmatchedNames.Looked;
import io.github.xnatpull.selection.UnmatchedNames.Open;
import io.github.xnatpull.xnat.SessionRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What sessions answer to, for a look that stores nothing: see {@link UnmatchedNames}. Takes one plan at a time. */
public final class NameMatchCollector {
    private final Names names;
    private final Set<String> answered = new HashSet<>();
    private final Map<String, String> misses = new HashMap<>();
    private final Map<Filter, Set<String>> seen = new EnumMap<>(Filter.class);
    private final Map<Filter, Set<String>> passedOver = new EnumMap<>(Filter.class);
    private final Map<String, Long> blank = new TreeMap<>();
    private long looked;
    private long sessions;
    private long unlisted;
    private String last = "";

    public NameMatchCollector(Names names) {
        this.names = names;
    }

    /** Takes what a session answers to. */
    public void add(SessionPlan plan) {
        if (plan.unlisted().isPresent()) {
            unlisted++;
            return;
        }
        add(plan.session(), plan.answers());
    }

    /** The same of a session that was looked into without a plan. */
    public void add(SessionRow session, NameMatches answers) {
        looked++;
        sessions += session.accessionId().isEmpty() ? 0 : 1;
        last = SessionContents.name(session);
        answered.addAll(answers.answered());
        answers.misses().forEach(misses::putIfAbsent);
        answers.seen().forEach((filter, texts) -> add(seen, filter, texts));
        answers.passedOver().forEach((filter, texts) -> add(passedOver, filter, texts));
        answers.blank().forEach((value, scans) -> blank.merge(value, scans, Long::sum));
    }

    private static void add(Map<Filter, Set<String>> all, Filter filter, Set<String> texts) {
        all.computeIfAbsent(filter, any -> new TreeSet<>()).addAll(texts);
    }

    /** Whether something answers to every name already: further looks would change nothing. */
    public boolean isAllAnswered() {
        return names.open().stream().allMatch(name -> name.isOfFile() || answered.contains(name.mark()));
    }

    /** What nothing answers to, that too which listings had shown. */
    public List<UnmatchedName> unmatched() {
        List<UnmatchedName> all = new ArrayList<>(names.unmatched());
        all.addAll(unanswered().unmatched(open()));
        return all;
    }

    /** Exclusions that leave out nothing, but for those of sessions. */
    public List<String> warnings() {
        return unanswered().warnings(open());
    }

    /** What is to be said of names of files: this look does not list files. */
    public Optional<String> ofFiles() {
        List<RequestedName> files =
                names.open().stream().filter(RequestedName::isOfFile).toList();
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of("Whether there is a file for "
                        + files.stream()
                                .map(name -> name.source() + " '" + name.value() + "'")
                                .collect(Collectors.joining(", "))
                        + " was not looked at: that shows only when files are listed, by 'pull' or 'list files'.");
    }

    /** How many scans are left out as a value of theirs is blank, by the name of that value. */
    public Map<String, Long> blank() {
        return blank;
    }

    private UnmatchedNames unanswered() {
        return new UnmatchedNames(
                seen,
                passedOver,
                new Looked(looked, sessions, looked == 1 ? last : "", unlisted, names.notLooked(), Optional.empty()));
    }

    private List<Open> open() {
        return names.open().stream()
                .filter(name -> !answered.contains(name.mark()))
                .map(name -> new Open(name, misses.getOrDefault(name.mark(), "")))
                .toList();
    }
}
