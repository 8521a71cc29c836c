package io.github.xnatpull.run;

import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.xnat.XnatCatalogue;
import io.github.xnatpull.xnat.XnatContent;

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
