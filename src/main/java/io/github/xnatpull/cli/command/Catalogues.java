package io.github.xnatpull.cli.command;

import io.github.xnatpull.xnat.XnatCatalogue;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/** Opens what a server has, for looking around in it. */
@FunctionalInterface
public interface Catalogues {
    /**
     * Opens the server's catalogue; the login happens on first use, the logout on closing.
     *
     * @param warnings is told what is unsafe about it
     */
    OpenCatalogue open(URI server, ServerAccess access, Map<String, String> environment, Consumer<String> warnings);

    /** A catalogue and the login behind it. */
    interface OpenCatalogue extends AutoCloseable {
        XnatCatalogue catalogue();

        @Override
        void close();
    }
}
