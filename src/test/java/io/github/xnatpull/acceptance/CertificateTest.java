package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.archives;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.TlsDoor;
import io.github.xnatpull.miniature.MiniatureArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate was good when the run began. */
class CertificateTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    @Test
    @DisplayName(
            "B-29 The server's certificate expires in the middle: the rest is not attempted, exit 5; with a good one resume ends it")
    void theCertificateExpires() throws IOException, InterruptedException {
        Path good = key("good", 300);
        Path expired = key("expired", -3);
        Path authorities = directory.resolve("ca.pem");
        Files.writeString(authorities, certificate(good) + certificate(expired));
        try (Scene scene = new Scene(MiniatureArchives.scaled(3, 2, 2, 4, 10_000), "SCALE", directory.resolve("data"));
                TlsDoor door = new TlsDoor(scene.xnat().url(), good, PASSWORD)) {
            List<String> throughTheDoor = scene.pull("--ca-file", authorities.toString(), "--transfers", "1").stream()
                    .map(word -> word.replace(scene.xnat().url(), door.url()))
                    .toList();
            scene.xnat().on(archives()).nth(4).then(Faults.doing(() -> door.show(expired)));
            new Program()
                    .run(throughTheDoor)
                    .with(5)
                    .saying("XP-SERVER-AWAY", "It was trusted when the run began", "xnatpull resume");
            Map<String, Long> counts = scene.manifest().count("status");
            assertThat(counts.keySet()).containsExactlyInAnyOrder("landed", "not-attempted");
            assertThat(counts).containsEntry("landed", 3L).containsEntry("not-attempted", 9L);
            door.show(good);
            scene.resumes(0, "--ca-file", authorities.toString());
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", 12L));
        }
    }

    /** @param days from now on that it is good for */
    private Path key(String name, int days) throws IOException, InterruptedException {
        Path file = directory.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-startdate",
                "-30d",
                "-validity",
                Integer.toString(30 + days),
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString());
        return file;
    }

    private static String certificate(Path key) throws IOException, InterruptedException {
        return keytool("-exportcert", "-rfc", "-alias", "k", "-keystore", key.toString());
    }

    private static String keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-storepass", PASSWORD));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
