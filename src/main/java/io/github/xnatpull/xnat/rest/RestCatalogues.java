package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.xnat.XnatCatalogue;
import io.github.xnatpull.xnat.XnatContent;
import io.github.xnatpull.xnat.http.HttpGateway;
import io.github.xnatpull.xnat.http.HttpSeams;
import io.github.xnatpull.xnat.http.HttpSettings;
import io.github.xnatpull.xnat.login.Credentials;
import io.github.xnatpull.xnat.login.ServerSession;
import java.util.function.Supplier;

/** Opens servers. */
public final class RestCatalogues {
    private RestCatalogues() {}

    /**
     * Opens a server; nothing goes out before the first question, and no login before the first that needs one.
     *
     * @param credentials asked once, at the login
     */
    public static OpenServer open(HttpSettings settings, Supplier<Credentials> credentials, HttpSeams seams) {
        return open(settings, credentials, seams, ListLimits.standard());
    }

    /** The same with other bounds for listings. */
    public static OpenServer open(
            HttpSettings settings, Supplier<Credentials> credentials, HttpSeams seams, ListLimits limits) {
        HttpGateway gateway = new HttpGateway(settings, seams);
        ServerSession session = new ServerSession(gateway, credentials, seams.redactor());
        Listings listings = new Listings(gateway, session, limits);
        Existence existence = new Existence(listings);
        ResourcePaths paths = new ResourcePaths();
        return new OpenServer(
                new RestCatalogue(gateway, session, listings, existence, paths),
                new RestContent(gateway, session, existence, paths),
                new ServerFacts(gateway, session),
                () -> {
                    try (gateway) {
                        session.close();
                    }
                });
    }

    /** A server in use. Closing it logs out of every session it gave us and drops all connections. */
    public static final class OpenServer implements AutoCloseable {
        private final XnatCatalogue catalogue;
        private final XnatContent content;
        private final ServerFacts facts;
        private final Runnable onClose;

        private OpenServer(XnatCatalogue catalogue, XnatContent content, ServerFacts facts, Runnable onClose) {
            this.catalogue = catalogue;
            this.content = content;
            this.facts = facts;
            this.onClose = onClose;
        }

        public XnatCatalogue catalogue() {
            return catalogue;
        }

        public XnatContent content() {
            return content;
        }

        public ServerFacts facts() {
            return facts;
        }

        @Override
        public void close() {
            onClose.run();
        }
    }
}
