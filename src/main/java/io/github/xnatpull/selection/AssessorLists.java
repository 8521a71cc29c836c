package io.github.xnatpull.selection;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.selection.ListFile.ListRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists whose rows name assessors, not sessions. */
final class AssessorLists {
    private AssessorLists() {}

    /** Adds the assessors to a selection. Where levels say nothing of assessors, nothing but these is meant. */
    static void add(ListFile list, Selection selection, Map<String, String> sources, SelectionBuilder applied) {
        if (!selection.levels().contains(Level.ASSESSOR)) {
            applied.levels(Set.of(Level.ASSESSOR));
        }
        Set<String> assessors = new LinkedHashSet<>(selection.assessors());
        for (ListRow row : list.rows()) {
            if (assessors.add(row.id())) {
                sources.put(Filter.ASSESSOR.mark(row.id()), list.name() + ":" + row.line());
            }
        }
        applied.assessors(List.copyOf(assessors)).sources(sources);
    }

    /** The sessions that hold what the rows name by accession id. */
    static List<SessionRow> holders(ListFile list, XnatCatalogue catalogue) {
        return catalogue.sessionsOfAssessors(list.rows().stream()
                .filter(row -> row.project().isEmpty())
                .map(ListRow::id)
                .distinct()
                .toList());
    }

    /** An assessor is found by its accession id anywhere, by its label only in the sessions of a project. */
    static void requireProject(ListFile list) {
        throw fault(list.isLabels() ? FaultCode.USAGE : FaultCode.NOT_FOUND)
                .trying("find the assessors of " + list.name())
                .meaning("Nothing was started")
                .advice("Name their project with --project, or in a column Project; or their sessions with --session.")
                .because("column '" + list.column()
                        + "' names assessors, no project is named, and "
                        + (list.isLabels()
                                ? "labels are looked for in the sessions of a project"
                                : "the server shows none of them by an accession id"));
    }
}
