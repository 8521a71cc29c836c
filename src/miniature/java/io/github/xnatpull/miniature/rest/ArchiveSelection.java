package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Assessor;
import io.github.xnatpull.miniature.archive.Experiment;
import io.github.xnatpull.miniature.archive.Holder;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Reconstruction;
import io.github.xnatpull.miniature.archive.Scan;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a path means: for each level what was found. Resources come from the deepest level that is not empty, so that an
 * unknown scan yields its subject's resources (contract §1.8).
 *
 * @param assessed sessions in front of a scan, reconstruction or assessor
 * @param experiments sessions, assessors or others that are meant themselves
 * @param inOut {@code in} or {@code out}
 */
record ArchiveSelection(
        Optional<Project> project,
        Optional<Subject> subject,
        List<Session> assessed,
        List<Experiment> experiments,
        List<Scan> scans,
        List<Reconstruction> reconstructions,
        String inOut) {
    boolean isNothing() {
        return project.isEmpty()
                && subject.isEmpty()
                && experiments.isEmpty()
                && scans.isEmpty()
                && reconstructions.isEmpty();
    }

    private boolean isIn() {
        return inOut.toLowerCase(Locale.ROOT).equals("in");
    }

    /**
     * Where the resources hang.
     *
     * @param all whether a session takes along its scans, outputs and assessors (contract §2.9)
     */
    List<Holder> holders(boolean all) {
        if (!reconstructions.isEmpty()) {
            return reconstructions.stream()
                    .map(item -> isIn() ? item.in() : item.out())
                    .toList();
        }
        if (!scans.isEmpty()) {
            return scans.stream().map(Scan::holder).toList();
        }
        if (!experiments.isEmpty()) {
            return experiments.stream().flatMap(item -> holders(item, all)).toList();
        }
        if (subject.isPresent()) {
            return List.of(subject.get().holder());
        }
        return project.map(Project::holder).stream().toList();
    }

    private Stream<Holder> holders(Experiment experiment, boolean all) {
        if (experiment instanceof Assessor assessor) {
            return Stream.of(isIn() ? assessor.in() : assessor.out());
        }
        List<Holder> holders = new ArrayList<>(List.of(experiment.holder()));
        if (all && experiment instanceof Session session) {
            session.scans().forEach(scan -> holders.add(scan.holder()));
            session.reconstructions().forEach(item -> holders.add(item.out()));
            session.assessors().forEach(item -> holders.add(item.out()));
            session.assessors().forEach(item -> holders.add(item.holder()));
        }
        return holders.stream();
    }

    /** The base of URIs that mirror the request, where exactly one resource is selected (contract §2.11). */
    String mirroredBase() {
        String owner = subject.map(found ->
                        project.map(in -> "/data/projects/" + in.id()).orElse("/data") + "/subjects/" + found.id())
                .orElse("/data");
        String sessions = owner + "/experiments/" + joined(assessed, Experiment::id);
        if (!reconstructions.isEmpty()) {
            return sessions + "/reconstructions/" + joined(reconstructions, Reconstruction::id) + "/" + direction();
        }
        if (!scans.isEmpty()) {
            return sessions + "/scans/" + joined(scans, Scan::id);
        }
        if (!experiments.isEmpty()) {
            return assessed.isEmpty()
                    ? owner + "/experiments/" + joined(experiments, Experiment::id)
                    : sessions + "/assessors/" + joined(experiments, Experiment::id) + "/" + direction();
        }
        return subject.isPresent()
                ? owner
                : project.map(in -> "/data/projects/" + in.id()).orElse(owner);
    }

    /** The label in front of archive names: of the session, the subject or the project; blank if there is none. */
    String label() {
        return Stream.concat(assessed.stream(), experiments.stream())
                .map(Experiment::label)
                .findFirst()
                .or(() -> subject.map(Subject::label))
                .or(() -> project.map(Project::id))
                .orElse("");
    }

    private String direction() {
        return isIn() ? "in" : "out";
    }

    private static <T> String joined(List<? extends T> items, Function<T, String> id) {
        return items.stream().map(id).collect(Collectors.joining(","));
    }
}
