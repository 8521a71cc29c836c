package io.github.xnatpull.plan;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.ledger.HiddenTypeLooks;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sessions of types that the site has not set up. Every listing of their project leaves them out, for everybody; who reads
 * all data on the server sees them in the listing without a project (contract §16.1). That listing may add sessions, and
 * never keeps any from coming.
 */
final class HiddenSessions {
    /** With more projects than this, all are asked about in one request. */
    private static final int MOST_ONE_BY_ONE = 20;

    private final XnatCatalogue catalogue;
    private final HiddenTypeLooks looks;
    private final List<String> projects;
    private final List<String> warnings = new ArrayList<>();
    private Optional<Optional<Map<String, List<SessionRow>>>> everywhere = Optional.empty();

    /**
     * @param looks says when the listing is due, and is told what it added
     * @param projects all that are asked about
     */
    HiddenSessions(XnatCatalogue catalogue, HiddenTypeLooks looks, List<String> projects) {
        this.catalogue = catalogue;
        this.looks = looks;
        this.projects = projects;
    }

    /** Those of a project, without what its own listing shows; none where their listing is not due. */
    List<SessionRow> of(String project, List<SessionRow> listed) {
        Optional<List<SessionRow>> shown = shown(project);
        if (shown.isEmpty()) {
            return List.of();
        }
        Set<String> known = new HashSet<>();
        listed.forEach(row -> known.add(row.accessionId()));
        List<SessionRow> added =
                shown.get().stream().filter(row -> known.add(row.accessionId())).toList();
        looks.read(catalogue.user(), project, added.size());
        return added;
    }

    /** What the listing shows; empty where it was not asked for, or did not come. */
    private Optional<List<SessionRow>> shown(String project) {
        if (projects.size() <= MOST_ONE_BY_ONE) {
            return isDue(project) ? asked(Optional.of(project)) : Optional.empty();
        }
        if (everywhere.isEmpty()) {
            everywhere = Optional.of(
                    projects.stream().anyMatch(this::isDue)
                            ? asked(Optional.empty()).map(rows -> rows.stream()
                                    .collect(Collectors.groupingBy(
                                            SessionRow::project, HashMap::new, Collectors.toList())))
                            : Optional.empty());
        }
        return everywhere.get().map(rows -> rows.getOrDefault(project, List.of()));
    }

    private boolean isDue(String project) {
        return looks.isDue(catalogue.user(), project);
    }

    private Optional<List<SessionRow>> asked(Optional<String> project) {
        try {
            return Optional.of(catalogue.sessionsBeyondProjects(project));
        } catch (Fault fault) {
            if (fault.kind() == FaultKind.INTERRUPTED || fault.kind() == FaultKind.LOCAL) {
                throw fault;
            }
            warnings.add("Sessions of types that the server has not set up are not looked for"
                    + project.map(name -> " in project " + name).orElse("") + ": " + fault.because() + ".");
            return Optional.empty();
        }
    }

    /** Why they could not be looked for, where that is so. */
    List<String> warnings() {
        return warnings;
    }
}
