package io.github.xnatpull.selection;

import io.github.xnatpull.selection.Patterns.Keys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Which of the file names that a user gave are borne by files of the listings of a run. Patterns are no names: they may
 * match nothing. What is learnt is handed out once, to be stored. Safe for many threads.
 */
public final class FileNames {
    /** So many names of files are remembered, to tell the nearest. */
    private static final int REMEMBERED = 500;

    private static final Keys<String> WHOLE = Keys.of(path -> path);
    private static final Keys<String> EITHER = Keys.of(path -> path, FileNames::lastName);

    private final Patterns onPaths;
    private final Patterns onNames;
    private final List<String> names;
    private final Set<String> answered = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private Set<String> freshlyAnswered = new LinkedHashSet<>();
    private Set<String> freshlySeen = new LinkedHashSet<>();
    private volatile boolean done;

    /**
     * @param onPaths compared with the path inside the resource
     * @param onNames compared with the last name of that path too
     */
    FileNames(Patterns onPaths, Patterns onNames) {
        this.onPaths = onPaths;
        this.onNames = onNames;
        List<String> all = new ArrayList<>(onPaths.names());
        all.addAll(onNames.names());
        this.names = List.copyOf(all);
        this.done = names.isEmpty();
    }

    /**
     * What was learnt.
     *
     * @param answered marks of names that a file bears
     * @param seen names of files
     */
    public record Learnt(Set<String> answered, Set<String> seen) {
        /** Whether there is nothing to store. */
        public boolean isNothing() {
            return answered.isEmpty() && seen.isEmpty();
        }
    }

    /** The names, as written. */
    List<String> names() {
        return names;
    }

    /** Whether a file bears each name already: further looks would change nothing. */
    public boolean isDone() {
        return done;
    }

    /** Looks at the paths of the files that a resource has. */
    public void look(Collection<String> paths) {
        if (done) {
            return;
        }
        Set<String> found = new HashSet<>(onPaths.answered(paths, WHOLE));
        found.addAll(onNames.answered(paths, EITHER));
        synchronized (this) {
            found.stream().filter(answered::add).map(Filter.FILE::mark).forEach(freshlyAnswered::add);
            for (String path : paths) {
                if (seen.size() >= REMEMBERED) {
                    break;
                }
                String name = lastName(path);
                if (seen.add(name)) {
                    freshlySeen.add(name);
                }
            }
            done = answered.containsAll(names);
        }
    }

    /** The names that no file has borne so far. */
    synchronized List<UnmatchedName> unknown(BiFunction<Filter, String, RequestedName> named) {
        return names.stream()
                .filter(name -> !answered.contains(name))
                .map(name -> named.apply(Filter.FILE, name)
                        .unmatched(MissingNameText.in(MissingNameText.NOTHING, Filter.FILE.noun(), name, seen)))
                .toList();
    }

    /** What was learnt since this was asked last. */
    public synchronized Learnt take() {
        Learnt learnt = new Learnt(freshlyAnswered, freshlySeen);
        freshlyAnswered = new LinkedHashSet<>();
        freshlySeen = new LinkedHashSet<>();
        return learnt;
    }

    /** Takes back what could not be stored. */
    public synchronized void giveBack(Learnt learnt) {
        freshlyAnswered.addAll(learnt.answered());
        freshlySeen.addAll(learnt.seen());
    }

    static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
