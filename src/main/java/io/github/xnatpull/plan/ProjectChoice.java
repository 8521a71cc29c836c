package io.github.xnatpull.plan;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.xnat.ProjectRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The projects that a selection means, and which of them this user may read. One that may not be read keeps no other
 * from coming, unless it is all there is.
 */
public final class ProjectChoice {
    /** What makes a name a pattern; ids of projects hold letters, digits, '-' and '_' only (contract 1.4). */
    private static final Pattern PATTERN = Pattern.compile("re:.*|.*[*?\\[].*", Pattern.DOTALL);

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    private static final int SHOWN = 10;

    private final XnatCatalogue catalogue;
    private final Selection selection;
    private final Selector selector;
    private final Set<String> named;
    private final List<String> ids;
    private final Set<String> seen = new TreeSet<>();
    private final Set<String> dropped = new HashSet<>();
    private final Map<String, Fault> refused = new LinkedHashMap<>();

    private ProjectChoice(
            XnatCatalogue catalogue, Selection selection, Selector selector, Set<String> named, List<String> ids) {
        this.catalogue = catalogue;
        this.selection = selection;
        this.selector = selector;
        this.named = named;
        this.ids = ids;
    }

    /**
     * The projects of a selection; asks for the list of all projects only where patterns need it.
     *
     * @throws Fault {@code NOT_FOUND} where a project is named that is not there, or nothing matches any pattern
     */
    public static ProjectChoice of(XnatCatalogue catalogue, Selection selection, Selector selector) {
        Set<String> named = new LinkedHashSet<>();
        selection.projects().stream()
                .filter(name -> !PATTERN.matcher(name).matches())
                .forEach(named::add);
        Set<String> ids = new LinkedHashSet<>(named);
        // A plain name needs no listing of all projects: large servers have thousands.
        if (!selection.projects().stream().allMatch(name -> PLAIN.matcher(name).matches())) {
            List<ProjectRow> listing = catalogue.projects();
            List<String> unknown = selector.unknownProjects(listing).stream()
                    .filter(name -> !PLAIN.matcher(name).matches())
                    .toList();
            selector.projects(listing).stream().map(ProjectRow::id).forEach(ids::add);
            if (!unknown.isEmpty() || ids.isEmpty()) {
                throw noSuchProject(unknown.isEmpty() ? selection.projects() : unknown, listing);
            }
        }
        ProjectChoice choice = new ProjectChoice(catalogue, selection, selector, named, List.copyOf(ids));
        choice.drop(ids);
        return choice;
    }

    private static Fault noSuchProject(List<String> named, List<ProjectRow> listing) {
        Optional<String> title =
                named.stream().flatMap(name -> titled(name, listing).stream()).findFirst();
        return Fault.fault(FaultCode.NOT_FOUND)
                .trying("find the project " + String.join(", ", named))
                .meaning("Nothing was pulled")
                .advice(title.orElse(
                                named.stream().anyMatch(name -> name.contains(" "))
                                        ? "An id holds no blanks: this may be the title of a project that this user cannot see."
                                                + " Compare"
                                        : "Compare")
                        + " with 'xnatpull list projects'.")
                .because("no project that this user can see has such an id");
    }

    /** What to say where somebody wrote the title of a project, which is not its id. */
    private static Optional<String> titled(String name, List<ProjectRow> all) {
        String wanted = name.strip();
        if (all.stream().anyMatch(row -> row.id().equals(wanted))) {
            return Optional.empty();
        }
        return all.stream()
                .filter(row -> row.name().strip().equalsIgnoreCase(wanted)
                        || row.secondaryId().strip().equalsIgnoreCase(wanted))
                .findFirst()
                .map(row -> "'" + name + "' is the title of the project with the id " + row.id() + ": write --project "
                        + row.id() + ". Compare");
    }

    /** Notes which of these the user excludes. */
    private void drop(Collection<String> projects) {
        seen.addAll(projects);
        Set<String> kept = Set.copyOf(selector.withoutExcluded(projects));
        projects.stream().filter(project -> !kept.contains(project)).forEach(dropped::add);
    }

    /** The projects that are wanted and, as far as they were asked, can be read. */
    public List<String> readable() {
        return ids.stream()
                .filter(id -> !dropped.contains(id) && !refused.containsKey(id))
                .toList();
    }

    /**
     * The sessions of the projects.
     *
     * @param each is given each project that can be read, with its sessions
     * @throws Fault what the server says where none of the projects can be read
     */
    void sessions(BiConsumer<String, List<SessionRow>> each) {
        ask(catalogue::sessions, each);
    }

    /**
     * The subjects of the projects.
     *
     * @throws Fault what the server says where none of the projects can be read
     */
    public List<SubjectRow> subjects() {
        List<SubjectRow> all = new ArrayList<>();
        ask(catalogue::subjects, (project, subjects) -> all.addAll(subjects));
        return all;
    }

    private <T> void ask(Function<String, List<T>> question, BiConsumer<String, List<T>> each) {
        for (String project : readable()) {
            try {
                each.accept(project, question.apply(project));
            } catch (Fault fault) {
                if (!isRefusal(project, fault)) {
                    throw fault;
                }
                refused.put(project, fault);
            }
        }
        if (!refused.isEmpty() && readable().isEmpty()) {
            throw refused.values().iterator().next();
        }
    }

    /** A name that is not there at all is a mistake; a project that the list of all shows is there. */
    private boolean isRefusal(String project, Fault fault) {
        return fault.code() == FaultCode.AUTH_FORBIDDEN
                || fault.code() == FaultCode.NOT_FOUND && !named.contains(project);
    }

    /** What the server refused, by project. */
    public Map<String, Fault> refused() {
        return refused;
    }

    /** Whether the user named this project itself, not by a pattern. */
    public boolean isNamed(String project) {
        return named.contains(project);
    }

    /** The rows of projects that are not excluded, for sessions that were found without their project's name. */
    List<SessionRow> withoutExcluded(List<SessionRow> rows) {
        Set<String> projects = new HashSet<>();
        rows.forEach(row -> projects.add(row.project()));
        drop(projects);
        return rows.stream().filter(row -> !dropped.contains(row.project())).toList();
    }

    /** The exclusions that excluded nothing, as warnings. */
    public List<String> idleExclusions() {
        return selector.idleExclusions(seen).stream()
                .map(value -> selection.excludedProjectSource() + " '" + value
                        + "' excludes nothing; projects selected: "
                        + (seen.isEmpty()
                                ? "none"
                                : String.join(", ", seen.stream().limit(SHOWN).toList()))
                        + (seen.size() > SHOWN ? ", …" : ""))
                .toList();
    }

    /** Whether the selection names projects, by id or by pattern. */
    boolean isGiven() {
        return !selection.projects().isEmpty();
    }
}
