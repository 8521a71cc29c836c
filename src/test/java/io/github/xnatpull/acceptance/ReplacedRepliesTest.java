package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.archives;
import static io.github.xnatpull.fakes.Requests.resource;
import static io.github.xnatpull.fakes.Requests.singleFiles;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.Fault;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Scan;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.StoredFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands before a server answers 200 in its place: no word of that is ever taken for data. */
class ReplacedRepliesTest {
    private static final Map<String, Fault> REPLIES = Map.of(
            "text", said("text/plain", "upstream busy"),
            "JSON", said("application/json", "{\"error\":\"upstream busy\"}"),
            "problem", said("application/problem+json", "{\"title\":\"Service Unavailable\"}"),
            "XML", said("text/xml", "<?xml version=\"1.0\"?><error>busy</error>"),
            "HTML", said("text/html", "<html><body>busy</body></html>"),
            "firewall", said("text/html; charset=utf-8", "<html><head><title>Request Rejected</title></head></html>"),
            "no type", Faults.status(200).body("", "upstream busy"),
            "nothing", Faults.status(200));

    @TempDir
    private Path directory;

    private static Fault reply(String name) {
        return Objects.requireNonNull(REPLIES.get(name));
    }

    private static Fault said(String type, String text) {
        return Faults.status(200).body(type, text);
    }

    /** What a listing says of files. */
    private enum Listed {
        ALL {
            @Override
            void of(StoredFile file) {}
        },
        SIZES {
            @Override
            void of(StoredFile file) {
                file.withoutDigest();
            }
        },
        DIGESTS {
            @Override
            void of(StoredFile file) {
                file.withoutSize();
            }
        },
        NOTHING {
            @Override
            void of(StoredFile file) {
                file.withoutDigest().withoutSize();
            }
        };

        abstract void of(StoredFile file);
    }

    /** A scan for each reply, with a resource of three files and one of a lone file. */
    private Scene scene(Listed listed, Collection<String> replies) {
        MiniatureArchive archive = new MiniatureArchive();
        Session session = archive.addProject("P").addSubject("S1").addSession("S1_MR1");
        int scan = 0;
        for (String reply : replies) {
            Scan of = session.addScan(Integer.toString(++scan), reply);
            of.addResource("DICOM").addFiles(3, 2_000);
            of.addResource("NIFTI").addFile("t2.nii.gz", 5_000);
        }
        archive.resources().stream().flatMap(one -> one.files().stream()).forEach(listed::of);
        return new Scene(archive, "P", directory.resolve("data"));
    }

    private Scene scene(Listed listed) {
        return scene(listed, List.of("text"));
    }

    private static void change(Scene scene, Listed listed) {
        for (Resource one : scene.xnat().archive().resources()) {
            for (StoredFile file : one.files()) {
                file.replaceWith(Content.text("a second version of " + file.path()));
                listed.of(file);
            }
        }
    }

    /** Every archive and file of a scan is answered as the scan's type says. */
    private static void ill(Scene scene) {
        scene.xnat().archive().session("S1_MR1").scans().forEach(scan -> scan.holder()
                .resources()
                .forEach(one -> scene.xnat()
                        .on(archives().or(singleFiles()).and(resource(one.id())))
                        .then(reply(scan.type()))));
    }

    @ParameterizedTest(name = "B-93 {0} listed, after a good copy")
    @EnumSource
    @DisplayName("B-93 A page in place of every archive and every file never replaces a good copy, and is mended later")
    void nothingReplacesAGoodCopy(Listed listed) {
        try (Scene scene = scene(listed, REPLIES.keySet())) {
            scene.pulls(0);
            Map<String, String> good = scene.tree();
            assertThat(good).isEqualTo(scene.truth());
            change(scene, listed);
            ill(scene);
            scene.pulls(3, "--retries", "0", "--recheck"); // where nothing is listed, the sum of the resource tells
            assertThat(scene.tree()).isEqualTo(good);
            assertThat(scene.manifest().column("status")).isSubsetOf("failed", "incomplete");
            scene.xnat().behave();
            scene.pulls(0, "--recheck");
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @ParameterizedTest(name = "B-93 {0} listed, before any copy")
    @EnumSource
    @DisplayName(
            "B-93 A page in place of every archive and every file leaves an empty place empty, and is mended later")
    void nothingTakesAnEmptyPlace(Listed listed) {
        try (Scene scene = scene(listed, REPLIES.keySet())) {
            ill(scene);
            scene.pulls(3, "--retries", "0");
            assertThat(scene.tree()).isEmpty();
            assertThat(scene.manifest().column("status")).isSubsetOf("failed", "incomplete");
            scene.xnat().behave();
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-93 A message just as long as the file that it stands for is no file either")
    void aMessageOfTheRightLength() {
        try (Scene scene = scene(Listed.SIZES)) {
            Resource lone = scene.xnat().archive().session("S1_MR1").scan("1").resource("NIFTI");
            lone.files().get(0).replaceWith(Content.text("thirteen long")).withoutDigest();
            ill(scene);
            scene.pulls(3, "--retries", "0");
            assertThat(scene.tree()).isEmpty();
            scene.xnat().behave();
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @ParameterizedTest(name = "B-93 --archives {0}")
    @MethodSource("forms")
    @DisplayName("B-93 Kept archives too stay as they are where pages come in place of files")
    void keptArchivesStay(String archives, Listed listed) {
        try (Scene scene = scene(listed)) {
            scene.pulls(0, "--archives", archives);
            Map<String, String> good = scene.tree();
            assertThat(good).isNotEmpty();
            change(scene, listed);
            ill(scene);
            scene.pulls(3, "--retries", "0", "--archives", archives);
            assertThat(scene.tree()).isEqualTo(good);
            scene.xnat().behave();
            scene.pulls(0, "--archives", archives);
            assertThat(scene.tree()).isNotEqualTo(good).hasSameSizeAs(good);
        }
    }

    static Stream<Arguments> forms() {
        return Stream.of("keep", "both")
                .flatMap(form -> Stream.of(Listed.ALL, Listed.SIZES).map(listed -> Arguments.of(form, listed)));
    }

    @Test
    @DisplayName("B-93 Archives are refused and only files are wrong: as bad, and no better for coming twice alike")
    void refusedArchivesAndWrongFiles() {
        try (Scene scene = scene(Listed.ALL)) {
            scene.pulls(0);
            Map<String, String> good = scene.tree();
            change(scene, Listed.ALL);
            scene.xnat().on(archives()).then(Faults.gatewayError(403));
            scene.xnat().on(singleFiles()).then(reply("text"));
            scene.pulls(3, "--retries", "0");
            assertThat(scene.tree()).isEqualTo(good);
            scene.xnat().behave();
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    @Test
    @DisplayName("B-93 A lone file of which nothing is listed comes in an archive, whose checksum proves it")
    void aLoneFileComesInAnArchive() {
        try (Scene scene = scene(Listed.NOTHING)) {
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().where("resource_label", "NIFTI").only())
                    .containsEntry("proof", "crc")
                    .containsEntry("status", "landed");
            assertThat(scene.fetches().files()).isEmpty();
        }
    }

    @Test
    @DisplayName("B-93 A lone file of which nothing is listed and no archive can be had: incomplete, unproven, exit 3")
    void aLoneFileWithoutAnyProofIsUnproven() {
        try (Scene scene = scene(Listed.NOTHING)) {
            scene.xnat().on(archives()).then(Faults.gatewayError(403));
            scene.pulls(3, "--retries", "0");
            assertThat(scene.manifest().where("resource_label", "NIFTI").only())
                    .containsEntry("status", "incomplete")
                    .containsEntry("error_code", "XP-UNPROVEN");
            scene.xnat().behave();
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().where("resource_label", "NIFTI").only()).containsEntry("proof", "crc");
        }
    }

    @Test
    @DisplayName("B-93 The packaged program: nothing replaces a good copy")
    void packaged() {
        try (Scene scene = scene(Listed.ALL)) {
            Packaged program = new Packaged(directory);
            program.run(scene.pull()).with(0);
            Map<String, String> good = scene.tree();
            change(scene, Listed.ALL);
            ill(scene);
            program.run(scene.pull("--retries", "0")).with(3);
            assertThat(scene.tree()).isEqualTo(good);
            scene.xnat().behave();
            program.run(scene.pull()).with(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }
}
