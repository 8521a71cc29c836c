package io.github.xnatpull.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xnatpull.acceptance.Program.Ended;
import io.github.xnatpull.acceptance.Program.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file system in memory that exists for one shell script and what it starts; nobody else sees it. Needs a Linux that
 * lets users have namespaces.
 */
final class SmallDisk {
    private final Path directory;
    private final Path mountPoint;
    private final StringBuilder script = new StringBuilder();

    /**
     * @param directory where the script may lie
     * @param mountPoint an existing directory
     */
    SmallDisk(Path directory, Path mountPoint) {
        this.directory = directory;
        this.mountPoint = mountPoint;
    }

    /** Skips the test where such disks cannot be had. */
    static void assumePossible() {
        try {
            Process tried = new ProcessBuilder("unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt")
                    .redirectErrorStream(true)
                    .start();
            tried.getInputStream().readAllBytes();
            assumeTrue(tried.waitFor() == 0, "no mount namespaces for users here");
        } catch (IOException e) {
            assumeTrue(false, "no unshare here");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins a script, with the disk mounted with these options of tmpfs. */
    SmallDisk of(String options) {
        script.setLength(0);
        return then("mount -t tmpfs -o mode=755," + options + " none " + quoted(mountPoint.toString()));
    }

    /** Runs the program, then another command. */
    SmallDisk run(List<String> arguments, String after) {
        return thenRun(arguments).then(after);
    }

    SmallDisk thenRun(List<String> arguments) {
        return then(program(arguments));
    }

    /** Runs the program while another command waits for its moment. */
    SmallDisk runBeside(List<String> arguments, String command) {
        return then("(" + command + "; echo gone >&2) &")
                .then(program(arguments))
                .then("exit $?");
    }

    SmallDisk then(String command) {
        script.append(command).append('\n');
        return this;
    }

    private static String program(List<String> arguments) {
        return new Program().command(arguments).stream().map(SmallDisk::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    Running start() {
        try {
            Path file = Files.createTempFile(directory, "script", ".sh");
            Files.writeString(file, script);
            return new Program().only("unshare", "-Urm", "sh", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ended end() {
        try (Running running = start()) {
            return running.end();
        }
    }
}
