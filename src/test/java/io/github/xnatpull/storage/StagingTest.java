package io.github.xnatpull.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {

    @TempDir
    Path root;

    private Destination destination;

    @BeforeEach
    void home() throws IOException {
        Files.createDirectory(root.resolve(".xnatpull"));
        destination = new Destination(root);
    }

    private void put(String folder, String place) throws IOException {
        try (Forcer forcer = new Forcer(1);
                Staging staging = Staging.open(destination, folder)) {
            staging.create(place).close();
            Placement placement = new Placement(destination, forcer);
            List<Placement.Move> moves = List.of(new Placement.Move(place, false));
            placement.force(staging, folder, moves);
            assertThat(placement.place(staging, folder, moves)).isEmpty();
        }
    }

    @Test
    @DisplayName("B-65: what lands below a setgid directory belongs to its group, and passes it on")
    void setgidIsInherited() throws IOException {
        assumeTrue(Disk.isPosix(root), "no POSIX permissions here");
        int mode = (int) Files.getAttribute(root, "unix:mode");
        Files.setAttribute(root, "unix:mode", mode & 07777 | 02000);
        put("a/b/files", "sub/x");
        Object group = Files.getAttribute(root, "unix:gid");
        for (String path : List.of("a", "a/b", "a/b/files", "a/b/files/sub")) {
            assertThat((int) Files.getAttribute(root.resolve(path), "unix:mode") & 02000)
                    .as(path)
                    .isNotZero();
            assertThat(Files.getAttribute(root.resolve(path), "unix:gid")).isEqualTo(group);
        }
        assertThat(Files.getAttribute(root.resolve("a/b/files/sub/x"), "unix:gid"))
                .isEqualTo(group);
    }

    @Test
    @DisplayName("B-65: data have the modes that the user's umask gives, staging is private")
    void modes() throws IOException {
        assumeTrue(Disk.isPosix(root), "no POSIX permissions here");
        Path ordinary = Files.createDirectory(root.resolve("ordinary"));
        Path file = Files.createFile(ordinary.resolve("file"));
        put("a/files", "sub/x");
        assertThat(Files.getPosixFilePermissions(root.resolve("a/files/sub")))
                .isEqualTo(Files.getPosixFilePermissions(ordinary));
        assertThat(Files.getPosixFilePermissions(root.resolve("a/files/sub/x")))
                .isEqualTo(Files.getPosixFilePermissions(file));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(destination.staging())))
                .isEqualTo("rwx------");
    }

    @Test
    void partialFilesAreKeptForFourteenDays() throws IOException {
        Staging.makeStaging(destination);
        Instant now = Instant.parse("2026-03-20T12:00:00Z");
        for (int days : List.of(13, 15)) {
            for (String name : List.of(days + ".part", days + ".part.csv")) {
                Path file = Files.writeString(destination.partials().resolve(name), "x");
                Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofDays(days))));
            }
        }
        Staging.sweep(destination, now);
        assertThat(destination.partials().toFile().list()).containsExactlyInAnyOrder("13.part", "13.part.csv");
    }

    @Test
    void sweepingLeavesOnlyPartialFiles() throws IOException {
        Staging.makeStaging(destination);
        Files.writeString(destination.partials().resolve("x.part"), "part");
        Files.writeString(destination.partials().resolve("x.part.csv"), "sidecar");
        Files.writeString(destination.partials().resolve("orphan.part"), "no sidecar");
        Files.writeString(destination.partials().resolve("widow.part.csv"), "no part");
        Path dead = Files.createDirectories(destination.staging().resolve("r123/files/sub"));
        Files.writeString(dead.resolve("y"), "dead");
        Path outside = Files.createDirectory(root.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "kept");
        Files.createSymbolicLink(dead.resolve("link"), outside);
        Files.writeString(destination.staging().resolve("r123/beside"), outside.toString());
        Staging.sweep(destination, Instant.now());
        assertThat(destination.staging().toFile().list()).containsExactly("partial");
        assertThat(destination.partials().toFile().list()).containsExactlyInAnyOrder("x.part", "x.part.csv");
        assertThat(outside.resolve("kept")).hasContent("kept");
    }

    @Test
    @DisplayName("Copies beside their places, made where a rename cannot cross, are swept after a kill")
    void copiesBesideTheirPlacesAreSwept() throws IOException {
        Path folder = Files.createDirectories(root.resolve("a/files"));
        Staging dead = Staging.open(destination, "a/files");
        for (String name : List.of("one", "two")) {
            dead.create(name).close();
            Placement.copyBeside(dead, dead.path(name), folder.resolve(name));
        }
        Files.writeString(folder.resolve(".xnatpull-mine"), "not noted");
        assertThat(folder.toFile().list()).hasSize(3);
        Staging.sweep(destination, Instant.now());
        assertThat(folder.toFile().list()).containsExactly(".xnatpull-mine");
    }
}
