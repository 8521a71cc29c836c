package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Experiment;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Subject;
import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Lists experiments: of the site, a project or a subject (contract §2.5, §2.7, §15.8). */
final class ExperimentListing {
    private static final List<String> STANDARD = List.of("ID", "project", "date", "xsiType", "label", "insert_date");

    private final MiniatureArchive archive;
    private final Account viewer;
    private final Site site;

    ExperimentListing(MiniatureArchive archive, Account viewer, Site site) {
        this.archive = archive;
        this.viewer = viewer;
        this.site = site;
    }

    HttpReply list(HttpRequest request, Optional<Project> project, Optional<Subject> subject) {
        String asked = request.parameter("xsiType");
        String type = asked.contains(",") ? "" : asked;
        if (!type.isEmpty() && !XsiTypes.isKnown(type, archive.experiments())) {
            // A query that fails is a 200 without a byte (contract §2.5).
            return Replies.json(Body.EMPTY);
        }
        String root = !type.isEmpty() ? type : project.isPresent() ? XsiTypes.SUBJECT_ASSESSOR : XsiTypes.EXPERIMENT;
        // Under exactly this root the labels of shared rows stay the owner's (contract §15.8).
        ExperimentCells cells = new ExperimentCells(root.equals(XsiTypes.IMAGE_SESSION) ? Optional.empty() : project);
        QueryFilter filter = new QueryFilter(request);
        Stream<Experiment> rows = archive.experiments().stream()
                .filter(viewer::canRead)
                .filter(experiment -> isShown(experiment, project))
                .filter(experiment -> project.isEmpty() || experiment.isIn(project.get()))
                .filter(experiment -> subject.isEmpty() || experiment.subject() == subject.get())
                .filter(experiment -> XsiTypes.isA(experiment, root))
                .filter(experiment -> filter.accepts(key -> cells.cell(experiment, key)));
        List<String> columns = columns(request, type, root);
        Table table = Table.of(columns, filter.page(rows).map(experiment -> columns.stream()
                .map(key -> cells.cell(experiment, key))
                .toList()));
        return (filter.isPaged() ? table.uncounted() : table).reply(request);
    }

    /** A project in the URL filters by types that are set up, for everybody; else only who reads all data escapes (§16.1). */
    private boolean isShown(Experiment experiment, Optional<Project> project) {
        return !site.typesNotSetUp().contains(experiment.xsiType()) || project.isEmpty() && viewer.readsAllData();
    }

    private List<String> columns(HttpRequest request, String type, String root) {
        Set<String> columns = new LinkedHashSet<>();
        String wanted = request.parameter("columns");
        if (wanted.isEmpty()) {
            columns.addAll(STANDARD);
            columns.addAll(companions(type));
        } else {
            for (String column : wanted.split(",", -1)) {
                columns.add(ExperimentCells.key(column.trim()));
            }
            columns.remove("");
        }
        if (XsiTypes.isAbstract(root)) {
            columns.add("xsiType");
            columns.add("project");
        }
        columns.add(root.equals(XsiTypes.IMAGE_SESSION) ? "session_ID" : root.toLowerCase(Locale.ROOT) + "/id");
        columns.add("URI");
        return new ArrayList<>(columns);
    }

    private List<String> companions(String type) {
        if (type.isEmpty() || type.equals(XsiTypes.EXPERIMENT)) {
            return List.of();
        }
        boolean assessor = type.equals(XsiTypes.IMAGE_ASSESSOR)
                || archive.experiments().stream()
                        .anyMatch(
                                known -> known.xsiType().equals(type) && XsiTypes.isA(known, XsiTypes.IMAGE_ASSESSOR));
        return assessor ? List.of("session_ID", "session_label") : List.of("subject_ID", "subject_label");
    }
}
