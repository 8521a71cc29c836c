package io.github.xnatpull.layout;

import io.github.xnatpull.xnat.Level;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The layouts that have a name; each knows the path of every level. */
enum LayoutPreset {
    /** The path convention that scripts of XNAT users rely on. */
    XNAT(
            "resources/{resource.label}/files",
            "subjects/{subject.label}/resources/{resource.label}/files",
            "{session.label}/resources/{resource.label}/files",
            "{session.label}/scans/{scan.id}/resources/{resource.label}/files",
            "{session.label}/reconstructions/{reconstruction.id}/{in}/resources/{resource.label}/files",
            "{session.label}/assessors/{assessor.label}/{in}/resources/{resource.label}/files"),
    /** One folder a resource, side by side in the session's. */
    FLAT(
            "project-{resource.label}",
            "subject-{subject.label}-{resource.label}",
            "{session.label}/{resource.label}",
            "{session.label}/{scan.id}-{scan.type}-{resource.label}",
            "{session.label}/{reconstruction.id}-{in}-{resource.label}",
            "{session.label}/{assessor.label}-{in}-{resource.label}"),
    NYUAD(
            "resources/{resource.label}",
            "subject-{subject.label}/{resource.label}",
            "session-{session.label}/resources/{resource.label}",
            "session-{session.label}/scan-{scan.id}_{scan.type}/{resource.label}",
            "session-{session.label}/reconstruction-{reconstruction.id}/{in}/{resource.label}",
            "session-{session.label}/assessor-{assessor.label}/{in}/{resource.label}"),
    /** What BIDS converters take as source data. */
    BIDS_SOURCE(
            "sourcedata/resources/{resource.label}",
            "sourcedata/sub-{subject.bids}/resources/{resource.label}",
            "sourcedata/sub-{subject.bids}/ses-{session.bids}/resources/{resource.label}",
            "sourcedata/sub-{subject.bids}/ses-{session.bids}/scans/{scan.id}-{scan.type}/{resource.label}",
            "sourcedata/sub-{subject.bids}/ses-{session.bids}/reconstructions/{reconstruction.id}/{in}/{resource.label}",
            "sourcedata/sub-{subject.bids}/ses-{session.bids}/assessors/{assessor.label}/{in}/{resource.label}");

    private final Map<Level, LayoutTemplate> templates = new EnumMap<>(Level.class);

    LayoutPreset(String project, String subject, String session, String scan, String reconstruction, String assessor) {
        templates.put(Level.PROJECT, LayoutTemplate.parse(project));
        templates.put(Level.SUBJECT, LayoutTemplate.parse(subject));
        templates.put(Level.SESSION, LayoutTemplate.parse(session));
        templates.put(Level.SCAN, LayoutTemplate.parse(scan));
        templates.put(Level.RECONSTRUCTION, LayoutTemplate.parse(reconstruction));
        templates.put(Level.ASSESSOR, LayoutTemplate.parse(assessor));
    }

    /** The word in flags and job files. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Map<Level, LayoutTemplate> templates() {
        return templates;
    }

    static Optional<LayoutPreset> named(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
