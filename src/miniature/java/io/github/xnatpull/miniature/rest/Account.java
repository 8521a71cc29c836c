package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Experiment;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Subject;
import java.util.Optional;
import java.util.Set;

/**
 * Someone who may log in.
 *
 * @param projects ids of the projects this user can read; empty for all
 * @param hiddenTypes xsi:types this user cannot read anywhere (contract Q41)
 */
public record Account(String name, String password, Optional<Set<String>> projects, Set<String> hiddenTypes) {
    static final Account GUEST = new Account("guest", "", Optional.of(Set.of()), Set.of());

    /** A user who can read everything. */
    public static Account of(String name, String password) {
        return new Account(name, password, Optional.empty(), Set.of());
    }

    /** The same user with a view of these projects only. */
    public Account reading(String... ids) {
        return new Account(name, password, Optional.of(Set.of(ids)), hiddenTypes);
    }

    /** The same user, blind to experiments of these types. */
    public Account notReading(String... xsiTypes) {
        return new Account(name, password, projects, Set.of(xsiTypes));
    }

    boolean isGuest() {
        return name.equals(GUEST.name);
    }

    /** A member of ALL_DATA_ACCESS, as the stock administrator is. */
    boolean readsAllData() {
        return projects.isEmpty() && hiddenTypes.isEmpty();
    }

    boolean canRead(Project project) {
        return project.isPublic() || projects.isEmpty() || projects.get().contains(project.id());
    }

    boolean canRead(Subject subject) {
        return canRead(subject.project()) || subject.shares().keySet().stream().anyMatch(this::canRead);
    }

    boolean canRead(Experiment experiment) {
        return !hiddenTypes.contains(experiment.xsiType())
                && (canRead(experiment.project())
                        || experiment.shares().keySet().stream().anyMatch(this::canRead));
    }
}
