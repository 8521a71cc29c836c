package io.github.xnatpull.xnat.rest;

import static io.github.xnatpull.fakes.Faults.dropConnection;
import static io.github.xnatpull.fakes.Faults.emptyBody;
import static io.github.xnatpull.fakes.Faults.gatewayError;
import static io.github.xnatpull.fakes.Faults.junk;
import static io.github.xnatpull.fakes.Faults.loginPage;
import static io.github.xnatpull.fakes.Faults.resetConnection;
import static io.github.xnatpull.fakes.Faults.status;
import static io.github.xnatpull.fakes.Faults.tinyHtml;
import static io.github.xnatpull.fakes.ListingFaults.endlessJson;
import static io.github.xnatpull.fakes.ListingFaults.truncatedJson;
import static io.github.xnatpull.fakes.Requests.fileListings;
import static io.github.xnatpull.fakes.Requests.listings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that is there but not well. */
@Timeout(120)
class TroubleTest extends MiniatureServers {
    private final MiniatureArchive archive = MiniatureArchives.scaled(1, 2, 2, 5, 100);
    private final Session session = archive.session("S00001_MR1");

    static Stream<Map.Entry<String, io.github.xnatpull.fakes.Fault>> passing() {
        return Stream.of(
                Map.entry("502 of a proxy", gatewayError(502)),
                Map.entry("504 of a proxy", gatewayError(504)),
                Map.entry("503 with a wish", status(503).header("Retry-After", "7")),
                Map.entry("429", status(429)),
                Map.entry("a login page", loginPage()),
                Map.entry("298 bytes of HTML", tinyHtml()),
                Map.entry("nothing", emptyBody()),
                Map.entry("half a listing", truncatedJson()),
                Map.entry("a dropped connection", dropConnection()),
                Map.entry("a reset", resetConnection()),
                Map.entry("junk", junk()));
    }

    @ParameterizedTest(name = "twice {0}, then as it should be")
    @MethodSource("passing")
    void passingTroubleIsRiddenThrough(Map.Entry<String, io.github.xnatpull.fakes.Fault> trouble) {
        try (FakeXnat server = FakeXnat.serving(archive)) {
            XnatCatalogue catalogue =
                    open(server.url(), "demo", "demo", ListLimits.standard()).catalogue();
            server.on(listings()).times(2).then(trouble.getValue());
            server.on(fileListings()).times(2).then(trouble.getValue());
            List<ResourceRow> rows = catalogue.resources(session.id(), Set.of(Level.SCAN));
            assertThat(rows).hasSize(4);
            List<FileRow> files = new ArrayList<>();
            catalogue.files(address(session, rows.get(0)), files::add);
            assertThat(files).hasSize(5);
            assertThat(server.fired()).isGreaterThanOrEqualTo(3);
            assertThat(server.sessions().logins()).isEqualTo(1);
        }
    }

    @Test
    void aServerWithoutAListOfProjectsIsNoXnat() {
        try (FakeXnat server = FakeXnat.serving(archive)) {
            server.on(listings()).then(status(404));
            var fault = catchThrowableOfType(io.github.xnatpull.fault.Fault.class, () -> open(
                            server.url(), "demo", "demo", ListLimits.standard())
                    .catalogue()
                    .projects());
            assertThat(fault.code()).isEqualTo(FaultCode.REPLY_UNEXPECTED);
            assertThat(fault).hasMessageContaining("Check that --server").hasMessageNotContaining("xnatpull list");
        }
    }

    @Test
    @DisplayName("B-83: Endless JSON ends")
    void b83EndlessJsonEnds() {
        try (FakeXnat server = FakeXnat.serving(archive)) {
            server.on(listings()).then(endlessJson());
            ListLimits limits = new ListLimits(50_000, 1 << 24, 1 << 16, 1 << 16);
            var fault = catchThrowableOfType(
                    io.github.xnatpull.fault.Fault.class,
                    () -> open(server.url(), "demo", "demo", limits).catalogue().scans(session.id()));
            assertThat(fault.code()).isEqualTo(FaultCode.LIST_TOO_LARGE);
        }
    }

    @Test
    @DisplayName("B-33: Many threads survive a login that keeps expiring")
    void manyThreadsSurviveALoginThatKeepsExpiring() throws Exception {
        MiniatureArchive many = MiniatureArchives.scaled(60, 2, 2, 2, 10);
        try (FakeXnat server = FakeXnat.serving(many)) {
            XnatCatalogue catalogue =
                    open(server.url(), "demo", "demo", ListLimits.standard()).catalogue();
            List<SessionRow> sessions = catalogue.sessions("SCALE");
            ExecutorService checkers = Executors.newFixedThreadPool(8);
            List<Future<Integer>> found = new ArrayList<>();
            for (SessionRow row : sessions) {
                found.add(checkers.submit(() -> {
                    if (row.label().endsWith("0_MR1")) {
                        server.sessions().expireAll();
                    }
                    return catalogue
                            .resources(row.accessionId(), Set.of(Level.SCAN))
                            .size();
                }));
            }
            for (Future<Integer> one : found) {
                assertThat(one.get()).isEqualTo(4);
            }
            checkers.shutdown();
            assertThat(server.sessions().logins()).isBetween(2, 7);
        }
    }
}
