package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Experiment;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Reconstruction;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Scan;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what the identifiers of a path mean to one viewer (contract §1.4 to §1.8). */
final class ItemSelector {
    private final MiniatureArchive archive;
    private final Account viewer;
    private final Site site;

    ItemSelector(MiniatureArchive archive, Account viewer, Site site) {
        this.archive = archive;
        this.viewer = viewer;
        this.site = site;
    }

    ArchiveSelection select(Route route) {
        Optional<Project> project = project(route);
        Optional<Subject> subject = subject(route, project);
        boolean below = !route.part().isEmpty();
        List<Session> assessed = below ? assessed(route.experiment(), project) : List.of();
        List<Experiment> experiments = below
                ? assessors(route, assessed, project)
                : experiments(Segment.identifier(route.experiment()), project);
        return new ArchiveSelection(
                project,
                subject,
                assessed,
                experiments,
                scans(route, assessed),
                reconstructions(route, assessed),
                route.inOut().isEmpty() ? "out" : route.inOut());
    }

    Optional<Project> project(Route route) {
        if (route.project().isEmpty()) {
            return Optional.empty();
        }
        Optional<Project> project =
                archive.findProject(Segment.identifier(route.project())).filter(viewer::canRead);
        if (project.isEmpty()) {
            throw Refusal.page(404, "Unable to identify project " + route.project());
        }
        return project;
    }

    Optional<Subject> subject(Route route, Optional<Project> project) {
        if (route.subject().isEmpty()) {
            return Optional.empty();
        }
        String wanted = Segment.identifier(route.subject());
        Stream<Subject> candidates = archive.subjects().stream().filter(viewer::canRead);
        Optional<Subject> subject = project.isEmpty()
                ? candidates.filter(known -> known.id().equals(wanted)).findFirst()
                : inProject(
                        candidates.filter(known -> known.isIn(project.get())).toList(), project.get(), wanted);
        if (subject.isEmpty()) {
            throw Refusal.page(404, "Unable to identify subject " + route.subject());
        }
        return subject;
    }

    private static Optional<Subject> inProject(List<Subject> members, Project project, String wanted) {
        return members.stream()
                .filter(known -> known.labelIn(project).equals(wanted))
                .findFirst()
                .or(() -> members.stream()
                        .filter(known -> known.id().equals(wanted))
                        .findFirst());
    }

    /** Sessions in front of a part: an accession id counts only where the session is in the project. */
    private List<Session> assessed(String segment, Optional<Project> project) {
        return Segment.list(Segment.identifier(segment)).stream()
                .flatMap(wanted -> readable(wanted)
                        .filter(found -> project.isEmpty() || found.isIn(project.get()))
                        .or(() -> byLabel(wanted, project))
                        .stream())
                .filter(Session.class::isInstance)
                .map(Session.class::cast)
                .toList();
    }

    private List<Experiment> experiments(String segment, Optional<Project> project) {
        return segment.isEmpty()
                ? List.of()
                : Segment.list(segment).stream()
                        .flatMap(wanted -> readable(wanted).or(() -> byLabel(wanted, project)).stream())
                        .toList();
    }

    /** One experiment by accession id. */
    Optional<Experiment> readable(String id) {
        return archive.findExperiment(id).filter(viewer::canRead);
    }

    /** One experiment by its label in a project, its own first. */
    Optional<Experiment> byLabel(String label, Optional<Project> project) {
        return project.stream()
                .flatMap(in -> Stream.concat(
                        in.experiments().stream().filter(known -> known.project() == in),
                        in.experiments().stream().filter(known -> known.project() != in)))
                .filter(known -> known.labelIn(project.orElseThrow()).equals(label) && viewer.canRead(known))
                .findFirst();
    }

    private List<Experiment> assessors(Route route, List<Session> assessed, Optional<Project> project) {
        if (!route.part().equals("assessors")) {
            return List.of();
        }
        List<Experiment> found = new ArrayList<>();
        for (String wanted : Segment.list(Segment.identifier(route.partId()))) {
            readable(wanted).or(() -> byLabel(wanted, project)).ifPresentOrElse(found::add, () -> assessed.stream()
                    .flatMap(session -> session.assessors().stream())
                    .filter(known ->
                            Segment.isAll(wanted) || known.label().equals(wanted) || XsiTypes.isA(known, wanted))
                    .filter(viewer::canRead)
                    .forEach(found::add));
        }
        return found;
    }

    private static List<Scan> scans(Route route, List<Session> assessed) {
        if (!route.part().equals("scans")) {
            return List.of();
        }
        String segment = Segment.decodedIdentifier(route.partId());
        List<String> values = Segment.list(segment);
        return assessed.stream()
                .flatMap(session -> session.scans().stream())
                .filter(scan -> Segment.isAll(segment) || Segment.matches(values, scan.id(), scan.type()))
                .toList();
    }

    private static List<Reconstruction> reconstructions(Route route, List<Session> assessed) {
        if (!route.part().equals("reconstructions")) {
            return List.of();
        }
        String segment = Segment.decodedIdentifier(route.partId());
        List<String> values = Segment.list(segment);
        return assessed.stream()
                .flatMap(session -> session.reconstructions().stream())
                .filter(item -> Segment.isAll(segment) || Segment.matches(values, item.id(), item.type()))
                .toList();
    }

    /** A resource by number, wherever it hangs, if the viewer may read there. */
    Optional<Resource> resource(String number) {
        try {
            return archive.findResource(Long.parseLong(number)).filter(this::canRead).filter(this::hasNumber);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What hangs on data of a type that is not set up is found by its label only (contract §16.1). */
    private boolean hasNumber(Resource resource) {
        String[] words = resource.uri().split("/", -1);
        if (!words[2].equals("experiments")) {
            return true;
        }
        boolean ofAssessor = words.length > 5 && words[4].equals("assessors");
        return archive.findExperiment(words[ofAssessor ? 5 : 3])
                .filter(experiment -> site.typesNotSetUp().contains(experiment.xsiType()))
                .isEmpty();
    }

    private boolean canRead(Resource resource) {
        String[] words = resource.uri().split("/", -1);
        return words[2].equals("experiments")
                ? readable(words[3]).isPresent()
                : archive.findProject(words[3]).filter(viewer::canRead).isPresent();
    }
}
