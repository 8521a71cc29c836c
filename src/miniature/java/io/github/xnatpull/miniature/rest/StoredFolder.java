package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Assessor;
import io.github.xnatpull.miniature.archive.Experiment;
import io.github.xnatpull.miniature.archive.Holder;
import io.github.xnatpull.miniature.archive.Reconstruction;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Scan;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.StoredFile;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers {@code …/DIR}: the folder of an experiment on the disk, files of catalogues and all, whatever the catalogues list
 * (contract §16.3).
 */
final class StoredFolder {
    private static final List<String> COLUMNS = List.of("Name", "DIR", "Size", "URI");
    private static final long CATALOGUE_BYTES = 600;

    private final String experiment;
    private final Map<String, Long> sizes = new TreeMap<>();

    private StoredFolder(String experiment) {
        this.experiment = experiment;
    }

    static StoredFolder of(Experiment experiment) {
        StoredFolder folder = new StoredFolder(experiment.id());
        folder.add("RESOURCES/", experiment.holder().resources(), "");
        if (experiment instanceof Session session) {
            for (Scan scan : session.scans()) {
                folder.add("SCANS/" + scan.id() + "/", scan.holder().resources(), "scan_" + scan.id() + "_");
            }
            for (Assessor assessor : session.assessors()) {
                folder.add("ASSESSORS/" + assessor.label() + "/", both(assessor.out(), assessor.in()), "");
            }
            for (Reconstruction one : session.reconstructions()) {
                folder.add("PROCESSED/" + one.id() + "/", both(one.out(), one.in()), "");
            }
        }
        return folder;
    }

    private static List<Resource> both(Holder out, Holder in) {
        List<Resource> all = new ArrayList<>(out.resources());
        all.addAll(in.resources());
        return all;
    }

    private void add(String part, Collection<Resource> resources, String catalogue) {
        for (Resource resource : resources) {
            String folder = part + (resource.folder().isEmpty() ? "20150417_134828" : resource.folder()) + "/";
            boolean isItsOwn = resource.folder().equals(resource.label()) && !catalogue.isEmpty();
            sizes.put(folder + catalogue + (isItsOwn ? "" : resource.label() + "_") + "catalog.xml", CATALOGUE_BYTES);
            for (StoredFile file : resource.stored()) {
                if (!file.isMissing()) {
                    sizes.put(folder + file.path(), file.content().size());
                }
            }
        }
    }

    /** @param path what is to be listed below the folder: one level, or with {@code recursive=true} all files */
    HttpReply list(HttpRequest request, String path, String contextPath) {
        String below = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        boolean recursive = request.parameter("recursive").equals("true");
        Map<String, List<String>> rows = new TreeMap<>();
        sizes.forEach((file, size) -> {
            if (file.startsWith(below)) {
                String name = file.substring(below.length());
                int slash = name.indexOf('/');
                boolean isFolder = !recursive && slash >= 0;
                String shown = isFolder ? name.substring(0, slash + 1) : name;
                rows.put(
                        shown,
                        List.of(
                                shown,
                                Boolean.toString(isFolder),
                                isFolder ? "4096" : Long.toString(size),
                                "/data/experiments/" + experiment + "/DIR/" + below + shown));
            }
        });
        if (rows.isEmpty() && !path.isEmpty()) {
            throw Refusal.page(404, "Specified request didn't match any stored files.");
        }
        return Table.of(COLUMNS, rows.values().stream())
                .uncounted()
                .titled("Files")
                .withColumnsMeta("[{\"key\":\"URI\",\"serverRoot\":\"" + contextPath + "\"}]")
                .reply(request);
    }
}
