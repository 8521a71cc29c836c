package io.github.xnatpull.batch;

import io.github.xnatpull.catalogue.XnatCatalogue;
import io.github.xnatpull.catalogue.XnatContent;

/** An open server: logged in on first use, logged out at the end, however that comes. */
public interface Server extends AutoCloseable {
    XnatCatalogue catalogue();

    XnatContent content();

    @Override
    void close();

    /** Opens a server; the rim knows credentials, time-outs and TLS. */
    @FunctionalInterface
    interface Connector {
        Server connect(java.net.URI address, io.github.xnatpull.jobfile.PullRequest.Load load);
    }
}
