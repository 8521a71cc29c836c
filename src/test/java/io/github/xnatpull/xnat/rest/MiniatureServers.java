package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fakes.TestGateway;
import io.github.xnatpull.fakes.VirtualTime;
import io.github.xnatpull.miniature.MiniatureXnat;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import io.github.xnatpull.xnat.XnatContent;
import io.github.xnatpull.xnat.http.HttpSeams;
import io.github.xnatpull.xnat.login.Credentials;
import io.github.xnatpull.xnat.login.Secret;
import io.github.xnatpull.xnat.rest.RestCatalogues.OpenServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Tests against a miniature XNAT: what they share. */
abstract class MiniatureServers {
    final VirtualTime time = new VirtualTime(TestGateway.NOW);
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = toClose.size() - 1; i >= 0; i--) {
            toClose.get(i).close();
        }
    }

    MiniatureXnat start(MiniatureArchive archive) {
        return start(archive, new MiniatureXnat.Settings());
    }

    MiniatureXnat start(MiniatureArchive archive, MiniatureXnat.Settings settings) {
        MiniatureXnat server = MiniatureXnat.start(archive, settings);
        toClose.add(server);
        return server;
    }

    OpenServer open(MiniatureXnat server) {
        return open(server.url(), "demo", "demo", ListLimits.standard());
    }

    OpenServer open(String url, String user, String password, ListLimits limits) {
        HttpSeams seams = TestGateway.seams(time, new StopSignal());
        OpenServer open = RestCatalogues.open(
                TestGateway.settings(url),
                () -> new Credentials(user, Secret.of(password.toCharArray(), seams.redactor()), "test"),
                seams,
                limits);
        toClose.add(open);
        return open;
    }

    XnatCatalogue catalogue(MiniatureXnat server) {
        return open(server).catalogue();
    }

    XnatContent content(MiniatureXnat server) {
        return open(server).content();
    }

    static ResourceAddress address(Session session, ResourceRow row) {
        return new ResourceAddress(
                session.project().id(),
                session.subject().id(),
                session.id(),
                row.level(),
                row.partId(),
                row.inOut(),
                row.id());
    }

    static ResourceAddress scanAddress(Session session, String scanId, long resourceId) {
        return new ResourceAddress("P", "S", session.id(), Level.SCAN, scanId, InOut.NONE, Long.toString(resourceId));
    }
}
