package io.github.xnatpull.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** bin/xnatpull starts the program whatever becomes of its archive of classes, and never speaks of it. */
class LauncherTest {
    private static final String PROGRAM = System.getProperty("xnatpull.program", "target/xnatpull/bin/xnatpull");

    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path directory;

    private record Ended(int exit, String out, String err) {}

    private Process start(String... words) throws IOException {
        return start(Path.of(PROGRAM), words);
    }

    private Process start(Path program, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("XNAT") || name.startsWith("LC_") || name.startsWith("XDG_"));
        builder.environment().keySet().removeAll(List.of("HOME", "JAVA_TOOL_OPTIONS", "JAVA_OPTS"));
        builder.environment()
                .put("JAVA_HOME", System.getProperty("xnatpull.java.home", System.getProperty("java.home")));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Ended end(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), out, err);
    }

    private void startsInSilence() throws IOException, InterruptedException {
        Ended ended = end(start("version"));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).startsWith("xnatpull ").hasLineCount(1);
        assertThat(ended.exit()).isZero();
    }

    private List<Path> archives() throws IOException {
        Path folder = directory.resolve("cache/xnatpull");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void theFirstStartMakesAnArchiveThatTheNextUses() throws Exception {
        environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        startsInSilence();
        assertThat(archives()).hasSize(1);
        var made = Files.getLastModifiedTime(archives().get(0));
        // With it Java ends with an error where it cannot use the archive.
        environment.put("JAVA_OPTS", "-Xshare:on");
        startsInSilence();
        assertThat(Files.getLastModifiedTime(archives().get(0))).isEqualTo(made);
    }

    @ParameterizedTest(name = "{0} takes all of its classes from the archive, and opens no jar for one")
    @ValueSource(strings = {"version", "--help"})
    void noJarIsOpenedForAClass(String word) throws Exception {
        environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        startsInSilence();
        environment.put("JAVA_OPTS", "-Xlog:class+load");
        Ended ended = end(start(word));
        assertThat(ended.out().lines().filter(line -> line.contains("[class,load]")))
                .hasSizeGreaterThan(100)
                .filteredOn(line -> line.matches(".*source: (file|jar):.*"))
                .isEmpty();
    }

    @Test
    void twoFirstStartsAtOnceDoNotMeet() throws Exception {
        environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        Process one = start("version");
        Process two = start("version");
        for (Process each : List.of(one, two)) {
            Ended ended = end(each);
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out()).startsWith("xnatpull ");
            assertThat(ended.exit()).isZero();
        }
        assertThat(archives()).hasSize(1);
    }

    @Test
    void aDamagedArchiveIsNoNews() throws Exception {
        environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        startsInSilence();
        Path archive = archives().get(0);
        byte[] whole = Files.readAllBytes(archive);
        byte[] overwritten = whole.clone();
        Arrays.fill(overwritten, whole.length / 2, whole.length / 2 + 100_000, (byte) 0x5a);
        byte[] anotherHead = whole.clone();
        Arrays.fill(anotherHead, 0, 4096, (byte) 0x5a);
        for (byte[] damaged : List.of(
                new byte[0],
                "no archive at all".getBytes(UTF_8),
                Arrays.copyOf(whole, whole.length / 3),
                overwritten,
                anotherHead)) {
            Files.delete(archive);
            Files.write(archive, damaged);
            startsInSilence();
        }
    }

    @Test
    void withoutAHomeOrWhereNothingCanBeWrittenItStartsAllTheSame() throws Exception {
        startsInSilence();
        environment.put("HOME", "/proc/nowhere");
        startsInSilence();
        Path file = Files.writeString(directory.resolve("file"), "");
        environment.put("XDG_CACHE_HOME", file.toString());
        startsInSilence();
        assertThat(file).isEmptyFile();
    }

    @Test
    void underThePlainLocaleOfCronFilesKeepTheirNames() throws Exception {
        MiniatureArchive archive = new MiniatureArchive();
        archive.addProject("P")
                .addSubject("S")
                .addSession("S_MR1")
                .addScan("1", "T1w")
                .addResource("DICOM")
                .addFile("Müller-脑.dcm", 400);
        environment.put("LANG", "C");
        environment.put("XNATPULL_START_ARCHIVE", "off");
        environment.put("XNAT_USER", "demo");
        environment.put("XNAT_PASS", "demo");
        try (FakeXnat xnat = FakeXnat.serving(archive)) {
            Path dest = directory.resolve("d");
            Ended ended = end(start("pull", "--server", xnat.url(), "--project", "P", "--dest", dest.toString()));
            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.err()).matches("\\p{ASCII}*");
            assertThat(dest.resolve("S_MR1/scans/1/resources/DICOM/files/Müller-脑.dcm"))
                    .isRegularFile();
        }
    }

    @Test
    void theProgramDoesWithoutTheMiniature() throws Exception {
        Path installed =
                Path.of(PROGRAM).resolveSibling("../lib").toAbsolutePath().normalize();
        try (JarFile jar = new JarFile(installed.resolve("xnatpull.jar").toFile())) {
            assertThat(jar.stream().map(JarEntry::getName)).noneMatch(name -> name.contains("miniature"));
        }
        Path copy = Files.createDirectories(directory.resolve("copy/lib"));
        try (Stream<Path> jars = Files.list(installed)) {
            for (Path jar :
                    jars.filter(one -> !one.endsWith("xnatpull-miniature.jar")).toList()) {
                Path place = copy.resolve(jar.getFileName());
                if (jar.endsWith("xnatpull.jar")) {
                    Files.copy(jar, place);
                } else {
                    Files.createSymbolicLink(place, jar);
                }
            }
        }
        Path program = Files.createDirectories(directory.resolve("copy/bin")).resolve("xnatpull");
        Files.copy(Path.of(PROGRAM), program, StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(end(start(program, "explain", "XP-LOCKED")).exit()).isZero();
        Ended demo =
                end(start(program, "demo", "--dest", directory.resolve("demo").toString()));
        assertThat(demo.exit()).isEqualTo(7);
        assertThat(demo.err()).contains("xnatpull-miniature.jar is not in lib/", "every other command works");
        assertThat(directory.resolve("demo")).doesNotExist();
    }
}
