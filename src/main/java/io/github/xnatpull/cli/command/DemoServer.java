package io.github.xnatpull.cli.command;

import java.util.Optional;
import java.util.ServiceLoader;

/** An XNAT for a first look, with one project. It lies in a jar of its own; a program without it only lacks the demonstration. */
public interface DemoServer {
    /**
     * Starts serving on loopback.
     *
     * @param port 0 for any free one
     * @throws java.io.UncheckedIOException when the port is taken
     */
    Running start(int port);

    /** The one on the class path, if any. */
    static Optional<DemoServer> find() {
        return ServiceLoader.load(DemoServer.class, DemoServer.class.getClassLoader())
                .findFirst();
    }

    /**
     * A server that answers until it is closed.
     *
     * @param url the address users configure
     * @param project the id of its one project
     * @param user also the password
     */
    record Running(String url, String project, String user, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }
}
