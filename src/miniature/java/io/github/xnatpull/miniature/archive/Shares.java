package io.github.xnatpull.miniature.archive;

import java.util.LinkedHashMap;
import java.util.Map;

/** The projects that something is shared into, each with a label of its own or, where blank, the owner's. */
final class Shares {
    private final Map<Project, String> labels = new LinkedHashMap<>();

    synchronized void put(Project project, String label) {
        labels.put(project, label);
    }

    synchronized void remove(Project project) {
        labels.remove(project);
    }

    synchronized boolean contain(Project project) {
        return labels.containsKey(project);
    }

    synchronized String label(Project project, String otherwise) {
        String label = labels.getOrDefault(project, "");
        return label.isEmpty() ? otherwise : label;
    }

    synchronized Map<Project, String> all() {
        return new LinkedHashMap<>(labels);
    }
}
