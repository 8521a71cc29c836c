package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Experiment;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Subject;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lists projects, subjects, and the projects an experiment is shared into (contract §2.6, §2.7, §2.12). */
final class OwnerListings {
    private final MiniatureArchive archive;
    private final Account viewer;

    OwnerListings(MiniatureArchive archive, Account viewer) {
        this.archive = archive;
        this.viewer = viewer;
    }

    HttpReply projects(HttpRequest request) {
        return Table.of(
                        List.of("ID", "secondary_ID", "name", "description", "pi_firstname", "pi_lastname", "URI"),
                        archive.projects().stream().filter(viewer::canRead).map(OwnerListings::row))
                .reply(request);
    }

    private static List<String> row(Project project) {
        String uri = "/data/projects/" + project.id();
        return List.of(project.id(), project.secondaryId(), project.name(), project.description(), "", "", uri);
    }

    /** In a project labels are the project's, while the project column stays the owner's. */
    HttpReply subjects(HttpRequest request, Optional<Project> project) {
        Set<String> columns = new LinkedHashSet<>();
        String wanted = request.parameter("columns");
        if (wanted.isEmpty()) {
            columns.addAll(List.of("insert_date", "project", "ID", "label", "insert_user"));
        } else {
            Stream.of(wanted.split(","))
                    .map(String::trim)
                    .filter(name -> !name.isEmpty())
                    .forEach(columns::add);
        }
        columns.add("ID");
        columns.add("URI");
        QueryFilter filter = new QueryFilter(request);
        Stream<Subject> subjects = archive.subjects().stream()
                .filter(viewer::canRead)
                .filter(subject -> project.isEmpty() || subject.isIn(project.get()))
                .filter(subject -> filter.accepts(key -> cell(subject, project, key)));
        List<String> keys = List.copyOf(columns);
        Function<Subject, List<String>> row =
                subject -> keys.stream().map(key -> cell(subject, project, key)).toList();
        Table table = Table.of(keys, filter.page(subjects).map(row));
        return (filter.isPaged() ? table.uncounted() : table).reply(request);
    }

    private static String cell(Subject subject, Optional<Project> project, String key) {
        return switch (key) {
            case "ID" -> subject.id();
            case "label" -> project.map(subject::labelIn).orElse(subject.label());
            case "project" -> subject.project().id();
            case "insert_user" -> "admin";
            case "URI" -> "/data/subjects/" + subject.id();
            default -> subject.field(key);
        };
    }

    HttpReply shares(HttpRequest request, Experiment experiment) {
        return Table.of(
                        List.of("label", "ID", "Secondary_ID", "Name"),
                        Stream.concat(
                                Stream.of(share(experiment, experiment.project())),
                                experiment.shares().keySet().stream().map(project -> share(experiment, project))))
                // Filled beside its counter, XNAT's table is told without a count (SecureResource).
                .uncounted()
                .reply(request);
    }

    private static List<String> share(Experiment experiment, Project project) {
        return List.of(experiment.labelIn(project), project.id(), project.secondaryId(), project.name());
    }
}
