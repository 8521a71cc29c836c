package io.github.xnatpull.batch;

import io.github.xnatpull.catalogue.XnatCatalogue;
import io.github.xnatpull.catalogue.XnatContent;
import io.github.xnatpull.jobfile.PullRequest;

/** An open server: logged in on first use, logged out at the end, however that comes. */
public interface Server extends AutoCloseable {
    XnatCatalogue catalogue();

    XnatContent content();

    @Override
    void close();

    /** Opens the server of a request; the rim knows credentials, time-outs and TLS. */
    @FunctionalInterface
    interface Connector {
        Server connect(PullRequest request);
    }
}
