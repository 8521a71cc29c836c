package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Assessor;
import io.github.xnatpull.miniature.archive.Experiment;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Reconstruction;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Scan;
import io.github.xnatpull.miniature.archive.StoredFile;
import io.github.xnatpull.miniature.archive.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Names inside archives, made by XNAT's text substitution on the file's URI, flaws and all (contract §3.3). */
final class ArchiveEntryNames {
    private static final Pattern NON_WORD = Pattern.compile("\\W");

    private final MiniatureArchive archive;
    private final Map<String, String> suffixed = new LinkedHashMap<>();

    ArchiveEntryNames(MiniatureArchive archive, ArchiveSelection selection) {
        this.archive = archive;
        for (Scan scan : selection.scans()) {
            addSuffix(scan.id(), scan.type());
        }
        for (Reconstruction item : selection.reconstructions()) {
            addSuffix(item.id(), item.type());
        }
    }

    /** One map for all sessions of a request: with equal scan ids the last type wins, as on XNAT. */
    private void addSuffix(String id, String type) {
        if (!type.isEmpty()) {
            suffixed.put("/" + id + "/", "/" + id + "-" + NON_WORD.matcher(type).replaceAll("_") + "/");
        }
    }

    String name(Resource resource, StoredFile file) {
        String uri = resource.uri() + "/files/" + file.path();
        Root root = root(resource);
        String name = uri.substring(uri.indexOf(root.id())).replace(root.id(), root.label());
        if (!resource.label().isEmpty()) {
            name = name.replace("/" + resource.id() + "/files/", "/" + resource.label() + "/files/");
        }
        for (Map.Entry<String, String> change : suffixed.entrySet()) {
            name = name.replace(change.getKey(), change.getValue());
        }
        return name;
    }

    private record Root(String id, String label) {}

    private Root root(Resource resource) {
        String[] words = resource.uri().split("/", -1);
        if (words[2].equals("experiments")) {
            boolean ofAssessor = words[4].equals("assessors");
            Experiment experiment =
                    archive.findExperiment(ofAssessor ? words[5] : words[3]).orElseThrow();
            if (experiment instanceof Assessor assessor && assessor.session().hasOldStorage()) {
                return new Root(assessor.session().id(), assessor.session().label());
            }
            return new Root(experiment.id(), experiment.label());
        }
        if (words[4].equals("subjects")) {
            Subject subject = archive.findSubject(words[5]).orElseThrow();
            return new Root(subject.id(), subject.label());
        }
        Project project = archive.project(words[3]);
        return new Root(project.id(), project.id());
    }
}
