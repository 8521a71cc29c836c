package io.github.xnatpull.catalogue.login;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs password commands. They may talk to the user through the terminal, and never see a password of ours. */
final class ProcessRunner implements CredentialWorld.CommandRunner {
    private static final int LONGEST_OUTPUT = 64 * 1024;
    private static final int SECONDS_TO_END = 10;

    @Override
    public char[] run(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
        builder.environment().remove("XNAT_PASS");
        Process process = builder.start();
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
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
    }
}
