package io.github.xnatpull.plan;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultKind;
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
    private final boolean together;
    private final List<String> warnings = new ArrayList<>();
    private Optional<Map<String, List<SessionRow>>> everywhere = Optional.empty();

    /** @param projects how many are asked about in all */
    HiddenSessions(XnatCatalogue catalogue, int projects) {
        this.catalogue = catalogue;
        this.together = projects > MOST_ONE_BY_ONE;
    }

    /** Those of a project, without what its own listing shows. */
    List<SessionRow> of(String project, List<SessionRow> listed) {
        Set<String> known = new HashSet<>();
        listed.forEach(row -> known.add(row.accessionId()));
        return shown(project).stream()
                .filter(row -> known.add(row.accessionId()))
                .toList();
    }

    private List<SessionRow> shown(String project) {
        if (!together) {
            return asked(Optional.of(project));
        }
        if (everywhere.isEmpty()) {
            everywhere = Optional.of(asked(Optional.empty()).stream()
                    .collect(Collectors.groupingBy(SessionRow::project, HashMap::new, Collectors.toList())));
        }
        return everywhere.get().getOrDefault(project, List.of());
    }

    private List<SessionRow> asked(Optional<String> project) {
        try {
            return catalogue.sessionsBeyondProjects(project);
        } catch (Fault fault) {
            if (fault.kind() == FaultKind.INTERRUPTED || fault.kind() == FaultKind.LOCAL) {
                throw fault;
            }
            warnings.add("Sessions of types that the server has not set up are not looked for"
                    + project.map(name -> " in project " + name).orElse("") + ": " + fault.because() + ".");
            return List.of();
        }
    }

    /** Why they could not be looked for, where that is so. */
    List<String> warnings() {
        return warnings;
    }
}
