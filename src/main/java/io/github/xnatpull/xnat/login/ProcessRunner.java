package io.github.xnatpull.xnat.login;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs password commands. They may talk to the user through the terminal, and never see a password of ours. */
final class ProcessRunner implements CredentialEnvironment.CommandRunner {
    private static final int LONGEST_OUTPUT = 64 * 1024;
    private static final int SECONDS_TO_END = 10;

    /** Without the system's own text, which is a program's and says no more. */
    private static Process started(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException(
                    "'" + builder.command().get(0) + "' cannot be started: it must be a program that is on the PATH, or"
                            + " named with its folder, and that you may run",
                    e);
        }
    }

    @Override
    public char[] run(List<String> command) throws IOException {
        if (command.isEmpty()) {
            throw new IOException("it is empty");
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
        builder.environment().remove("XNAT_PASS");
        Process process = started(builder);
        try (InputStream out = process.getInputStream()) {
            byte[] printed = out.readNBytes(LONGEST_OUTPUT);
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                throw new IOException("it closed its output but did not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException("it ended with exit code " + process.exitValue());
            }
            return StandardCharsets.UTF_8
                    .decode(java.nio.ByteBuffer.wrap(printed))
                    .toString()
                    .toCharArray();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was waited for no longer", e);
        } finally {
            process.destroy();
        }
    }
}
