package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Holder;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project of nothing but trouble: names, ids, shares and catalogues as real archives have them. */
class QuirksTest {
    private static final String LEVELS = "scan,session,assessor,reconstruction,subject,project";

    @TempDir
    private Path directory;

    @Test
    @DisplayName(
            "B-40, B-42, B-53 Everything that can be had lands under its right name, nothing else does, and what cannot be had is told")
    void everythingThatCanBeHadLands() {
        MiniatureArchive archive = MiniatureArchives.quirks();
        try (Scene scene = new Scene(archive, "QUIRKS", directory.resolve("data"))) {
            new Program()
                    .run(scene.pull("--levels", LEVELS))
                    .with(3)
                    .saying("QUIRKS", "MISSING: incomplete", "STALE_SIZE: incomplete");
            Manifest manifest = scene.manifest();
            assertThat(manifest.count("status")).isEqualTo(Map.of("landed", 52L, "empty", 1L, "incomplete", 3L));
            assertThat(manifest.where("status", "incomplete").column("resource_label"))
                    .containsExactlyInAnyOrder("MISSING", "STALE_DIGEST", "STALE_SIZE");
            assertThat(labels(manifest)).isEqualTo(labels(archive.project("QUIRKS")));
            assertThat(landed(scene)).isEqualTo(expected(archive.project("QUIRKS")));
            assertThat(manifest.where("session_label", "SHARED_LABEL").only())
                    .containsEntry("subject_label", "SHARED_SUBJECT")
                    .containsEntry("project", "QUIRKS")
                    .containsEntry("scan_type", "T1w");
            assertThat(manifest.where("session_label", "SCAN_TYPES").column("scan_type"))
                    .contains("", "T2 FLAIR (ax)", "a/b", "T2*", "脑");
            assertThat(manifest.where("session_label", "SCAN_TYPES").column("scan_description"))
                    .containsOnly("=cmd|' /C calc'!A0");

            Map<String, String> tree = scene.tree();
            scene.xnat().log().clear();
            new Program().run(scene.pull("--levels", LEVELS)).with(3);
            // What lacks something is asked for again each time, and what has no hints is listed; nothing else moves.
            assertThat(scene.fetches().resources()).hasSize(3);
            assertThat(scene.tree()).isEqualTo(tree);
        }
    }

    /** What landed: number of the resource and the server's name of the file, with the MD5 of what lies where it should. */
    private static Map<String, String> landed(Scene scene) {
        Map<String, String> tree = scene.tree();
        Map<String, String> landed = new TreeMap<>();
        for (Map<String, String> row : scene.report("files.csv").rows()) {
            String path = String.valueOf(row.get("path"));
            if (!path.isEmpty()) {
                assertThat(tree).as("of %s", row).containsKey(path);
                landed.put(row.get("resource_id") + " " + row.get("file"), String.valueOf(tree.remove(path)));
            }
        }
        assertThat(tree).as("files that no row of files.csv speaks of").isEmpty();
        return landed;
    }

    private static Map<String, String> expected(Project project) {
        Map<String, String> expected = new TreeMap<>();
        for (Resource resource : resources(project)) {
            resource.files().stream()
                    .filter(file -> !file.isMissing())
                    .forEach(file -> expected.putIfAbsent(
                            resource.id() + " " + file.path(), file.content().md5()));
        }
        return expected;
    }

    private static Map<String, String> labels(Manifest manifest) {
        Map<String, String> labels = new TreeMap<>();
        manifest.rows()
                .forEach(row ->
                        labels.put(String.valueOf(row.get("resource_id")), String.valueOf(row.get("resource_label"))));
        return labels;
    }

    private static Map<String, String> labels(Project project) {
        Map<String, String> labels = new TreeMap<>();
        resources(project).forEach(resource -> labels.put(Long.toString(resource.id()), resource.label()));
        return labels;
    }

    /** Everything at every level; a clinical visit is no session. */
    private static List<Resource> resources(Project project) {
        List<Holder> holders = new ArrayList<>(List.of(project.holder()));
        project.subjects().forEach(subject -> holders.add(subject.holder()));
        project.experiments().stream()
                .filter(Session.class::isInstance)
                .map(Session.class::cast)
                .forEach(session -> {
                    holders.add(session.holder());
                    session.scans().forEach(scan -> holders.add(scan.holder()));
                    session.reconstructions().forEach(part -> holders.addAll(List.of(part.in(), part.out())));
                    session.assessors().forEach(part -> holders.addAll(List.of(part.in(), part.out(), part.holder())));
                });
        return holders.stream().flatMap(holder -> holder.resources().stream()).toList();
    }
}
