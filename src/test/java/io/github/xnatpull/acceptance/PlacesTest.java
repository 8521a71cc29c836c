package io.github.xnatpull.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.support.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where things are kept: destinations and states of any name, and homes of any kind. */
class PlacesTest {
    @TempDir
    private Path directory;

    private Scene scene(Path destination) {
        return new Scene(MiniatureArchives.scaled(1, 1, 1, 2, 1_000), "SCALE", destination);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertPrivateState(Path state) throws IOException {
        assertThat(names(state)).contains("xnatpull.script", "xnatpull.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest(name = "B-117 --dest {0}: all of it is below, the state private, and later commands find it")
    @ValueSource(
            strings = {
                "a;shutdown=true;readonly=true",
                "${user.home}",
                "${java.io.tmpdir",
                "~",
                "%2e%2e",
                "ends in blanks  ",
                "Müller 脑",
                "two\nlines",
                "quote'\"\\"
            })
    void destinationsOfAnyName(String name) throws IOException {
        Path parent = Files.createDirectory(directory.resolve("parent"));
        try (Scene scene = scene(parent.resolve(name))) {
            scene.pulls(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(names(parent)).containsExactly(name);
            assertPrivateState(scene.destination().resolve(".xnatpull/state"));
            assertThat(scene.pulls(0).out()).startsWith("Nothing new");
            String destination = scene.destination().toString();
            new Program().run(List.of("verify", destination)).with(0);
            new Program().run(List.of("runs", "rebuild", "--dest", destination)).with(0);
        }
    }

    @ParameterizedTest(name = "B-117 --state {0}: by flag, by variable and in a job file the same place")
    @ValueSource(strings = {"s;hsqldb.write_delay=true", "${user.home}", "~ "})
    void statesOfAnyName(String name) throws IOException {
        Path parent = Files.createDirectory(directory.resolve("states"));
        String state = parent.resolve(name).toString();
        try (Scene scene = scene(directory.resolve("data"))) {
            scene.pulls(0, "--state", state);
            assertThat(names(parent)).containsExactly(name);
            assertPrivateState(parent.resolve(name));
            assertThat(scene.destination().resolve(".xnatpull/state")).doesNotExist();
            assertThat(scene.pulls(0).out()).as("remembered").startsWith("Nothing new");
            new Program().environment("XNATPULL_STATE", state).run(scene.pull()).with(0);
            String quoted = state.replace("\\", "\\\\").replace("\n", "\\n").replace("${", "$${");
            Path job = Files.writeString(
                    directory.resolve("job.yaml"),
                    "version: 1\nserver: " + scene.xnat().url()
                            + "\nselect: { project: SCALE }\ndestination: { root: data," + " state: \"" + quoted
                            + "\" }\n");
            Ended again = new Program().run(List.of("pull", job.toString())).with(0);
            assertThat(again.out()).startsWith("Nothing new");
            assertThat(names(parent)).containsExactly(name);
        }
    }

    @Test
    @DisplayName("B-117 the packaged program pulls into 'a;b ${user.home}', and makes nothing beside it")
    void thePackagedProgramTakesAnyDestination() throws IOException {
        Path parent = Files.createDirectory(directory.resolve("parent"));
        String name = "a;b ${user.home}";
        try (Scene scene = scene(parent.resolve(name))) {
            new Packaged(parent)
                    .environment("HOME", directory.toString())
                    .run("pull", "--server", scene.xnat().url(), "--project", "SCALE", "--dest", name)
                    .with(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            assertThat(names(parent)).containsExactly(name);
            assertThat(names(directory)).containsExactly("parent");
            assertPrivateState(scene.destination().resolve(".xnatpull/state"));
        }
    }

    private Path home(String user) throws IOException {
        Path home = Files.createDirectory(directory.resolve("home"));
        Path netrc = Files.writeString(home.resolve(".netrc"), "machine 127.0.0.1 login " + user + " password demo\n");
        Files.setPosixFilePermissions(netrc, PosixFilePermissions.fromString("rw-------"));
        return home;
    }

    private Program program(Path home) {
        return new Program()
                .without("XNAT_USER")
                .without("XNAT_PASS")
                .without("XDG_CONFIG_HOME")
                .environment("HOME", home.toString());
    }

    @Test
    @DisplayName("B-118 HOME decides where .netrc, profiles, ~ in flags and ~ in job files are")
    void homeDecides() throws IOException {
        Path home = home("demo");
        try (Scene scene = scene(home.resolve("data"))) {
            program(home)
                    .run(List.of(
                            "profile", "add", "here", "--server", scene.xnat().url()))
                    .with(0);
            assertThat(home.resolve(".config/xnatpull/config.yaml")).isRegularFile();
            program(home)
                    .run(List.of("pull", "--profile", "here", "--project", "SCALE", "--dest", "~/data"))
                    .with(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            Path job = Files.writeString(
                    directory.resolve("job.yaml"),
                    "version: 1\nserver: { profile: here }\nselect: { project: SCALE }\ndestination: ~/data\n");
            Ended again = program(home).run(List.of("pull", job.toString())).with(0);
            assertThat(again.out()).startsWith("Nothing new");
        }
    }

    @Test
    @DisplayName("B-118 the packaged program of a user id without an entry: HOME decides; without HOME all works that"
            + " needs no home, and what needs one says so; no folder '?' is made")
    void aUserIdWithoutAnEntry() throws IOException {
        assumeTrue(
                Files.getOwner(Path.of("/proc/self")).getName().equals("root")
                        && Files.isExecutable(Path.of("/usr/bin/setpriv")),
                "only root can become anybody");
        Path work = Files.createDirectory(directory.resolve("work"));
        Path home = home("demo");
        List<String> nobody = List.of("setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups");
        for (Path path : List.of(work, home, home.resolve(".netrc"))) {
            Files.setAttribute(path, "unix:uid", 54321);
            Files.setAttribute(path, "unix:gid", 54321);
        }
        openUp(directory);
        try (Scene scene = scene(work.resolve("data"))) {
            List<String> pull = List.of("pull", "--server", scene.xnat().url(), "--project", "SCALE", "--dest", "data");
            Packaged homeless = new Packaged(work).without("XNATPULL_START_ARCHIVE");
            homeless.runBy(nobody, pull).with(0);
            assertThat(scene.tree()).isEqualTo(scene.truth());
            homeless.runBy(nobody, List.of("profile", "add", "x", "--server", "https://x.example.org"))
                    .with(2)
                    .saying("no home directory", "HOME", "XNATPULL_CONFIG");
            homeless.runBy(nobody, List.of("verify", "--dest", "~/data"))
                    .with(2)
                    .saying("'~' stands for no folder", "HOME");
            homeless.without("XNAT_USER", "XNAT_PASS")
                    .runBy(nobody, pull)
                    .with(4)
                    .saying("no home directory");
            homeless.environment("HOME", "?").runBy(nobody, pull).with(4);
            assertThat(names(work)).containsExactly("data");
            Ended again = homeless.environment("HOME", home.toString())
                    .runBy(nobody, pull)
                    .with(0);
            assertThat(again.out()).startsWith("Nothing new");
            assertThat(names(work)).containsExactly("data");
            assertThat(names(home)).contains(".cache");
        }
    }

    /** The folders above, which JUnit makes for their owner alone. */
    private static void openUp(Path folder) throws IOException {
        for (Path above = folder;
                Files.getOwner(above).getName().equals("root") && above.getNameCount() > 1;
                above = Disk.parent(above)) {
            Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    @DisplayName("B-118 the launcher keeps its cache in absolute places only, and makes no home that is not there")
    void theCacheOfTheLauncher() throws IOException {
        Path work = Files.createDirectory(directory.resolve("work"));
        for (String odd : List.of("?", "cache", "./c")) {
            new Packaged(work)
                    .without("XNATPULL_START_ARCHIVE")
                    .environment("HOME", odd)
                    .environment("XDG_CACHE_HOME", odd)
                    .run("version")
                    .with(0);
        }
        Path absent = directory.resolve("no/home");
        new Packaged(work)
                .without("XNATPULL_START_ARCHIVE")
                .environment("HOME", absent.toString())
                .run("version")
                .with(0);
        assertThat(names(work)).isEmpty();
        assertThat(directory.resolve("no")).doesNotExist();
    }

    @Test
    @DisplayName(
            "B-119 the packaged program takes the user's entry of ~/.netrc among several, by an address too, and says"
                    + " what is wrong with one")
    void entriesOfNetrc() throws IOException {
        Path home = home("nobody");
        String machine = "machine http://127.0.0.1 login ";
        Files.writeString(
                home.resolve(".netrc"), machine + "other password wrong\n" + machine + "demo password demo\n");
        try (Scene scene = scene(directory.resolve("data"))) {
            Packaged program = new Packaged(directory).without("XNAT_PASS").environment("HOME", home.toString());
            List<String> list =
                    List.of("list", "projects", "--server", scene.xnat().url());
            program.run(list).with(0);
            program.environment("XNAT_USER", "third").run(list).with(4).saying("'other', 'demo', not of 'third'");
            Files.writeString(home.resolve(".netrc"), machine + "demo pass demo\n");
            program.environment("XNAT_USER", "demo").run(list).with(4).saying("~/.netrc", "line 1 has no password");
            Files.writeString(home.resolve(".netrc"), "machine 127.0.0.1 password demo\n");
            program.without("XNAT_USER").run(list).with(4).saying("its entry has no login");
        }
    }
}
