package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fakes.TestGateway;
import io.github.xnatpull.fakes.VirtualTime;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.RetrySchedule;
import io.github.xnatpull.support.Sleeper;
import io.github.xnatpull.support.StopSignal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ServerHealthTest {
    private final VirtualTime time = new VirtualTime(TestGateway.NOW);
    private final StopSignal stop = new StopSignal();

    private ServerHealth health(java.util.function.BooleanSupplier probe) {
        HttpSeams seams = TestGateway.seams(time, stop);
        return new ServerHealth(TestGateway.settings("https://x"), seams, new StoppableSleep(time, stop), probe);
    }

    private static void fail(ServerHealth health, int times) {
        for (int i = 0; i < times; i++) {
            health.failed();
        }
    }

    @Test
    void aFewFailuresAreNobodysBusiness() {
        ServerHealth health = health(() -> {
            throw new AssertionError("probed");
        });
        fail(health, 7);
        health.answered();
        fail(health, 7);
        assertThat(health.awaitServer("read")).isZero();
    }

    @Test
    @DisplayName("B-47: After eight in a row everybody waits for the server to come back")
    void afterEightInARowEverybodyWaitsForTheServerToComeBack() {
        AtomicInteger probes = new AtomicInteger();
        ServerHealth health = health(() -> probes.incrementAndGet() > 5);
        fail(health, 8);
        assertThat(Duration.ofNanos(health.awaitServer("read"))).isEqualTo(Duration.ofSeconds(1 + 2 + 4 + 8 + 16));
        assertThat(health.awaitServer("read")).isZero();
        assertThat(probes).hasValue(6);
    }

    @Test
    void aServerThatStaysAwayEndsTheRunForEverybody() {
        ServerHealth health = health(() -> false);
        health.answered();
        fail(health, 8);
        Fault first = catchThrowableOfType(Fault.class, () -> health.awaitServer("read a"));
        Fault second = catchThrowableOfType(Fault.class, () -> health.awaitServer("read b"));
        assertThat(first.code()).isEqualTo(FaultCode.SERVER_AWAY);
        assertThat(first)
                .hasMessageStartingWith(
                        "Tried to read a, but the server stopped answering and did not come back within 15 min.");
        assertThat(second).hasMessageStartingWith("Tried to read b,");
        assertThat(time.slept()).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(17));
    }

    @Test
    void aStopEndsTheWaitingForTheServer() {
        ServerHealth health = health(() -> {
            stop.request(StopSignal.Reason.SIGINT);
            return false;
        });
        fail(health, 8);
        assertThat(catchThrowableOfType(Fault.class, () -> health.awaitServer("read"))
                        .code())
                .isEqualTo(FaultCode.STOPPED);
    }

    @Test
    @DisplayName("B-47: A restart is ridden through")
    void b47ARestartIsRiddenThrough() throws Exception {
        AtomicInteger probes = new AtomicInteger();
        AtomicInteger bad = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(call -> {
                    boolean probe = call.target.equals("/xapi/siteConfig/buildInfo");
                    boolean up = probe ? probes.incrementAndGet() > 3 : probes.get() > 3;
                    if (!up && !probe) {
                        bad.incrementAndGet();
                    }
                    call.send(up ? 200 : 502, probe ? "{\"version\":\"1.8.10\"}" : "ok");
                });
                HttpGateway gateway = new HttpGateway(
                        TestGateway.settings(server.url())
                                .withRetries(RetrySchedule.standard().withTries(20)),
                        TestGateway.seams(time, stop))) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> gateway.<Integer>call(
                        Identity.NOBODY, Request.get(UrlPath.of("data"), "read"), Reply::status)));
            }
            for (Future<Integer> one : all) {
                assertThat(one.get()).isEqualTo(200);
            }
            threads.shutdown();
        }
        assertThat(bad.get()).isBetween(8, 16);
        assertThat(probes).hasValue(4);
    }

    /** Answers once, is away for so many requests and probes, and then is back. */
    private ScriptedServer awayAfterOneAnswer(int requests) {
        return new ScriptedServer(call -> {
            boolean up = call.number == 1 || call.number > 1 + requests;
            call.send(up ? 200 : 502, call.target.endsWith("buildInfo") ? "{}" : "ok");
        });
    }

    private HttpGateway gateway(ScriptedServer server) {
        return new HttpGateway(TestGateway.settings(server.url()), TestGateway.seams(time, stop));
    }

    private static int ask(HttpGateway gateway) {
        return gateway.<Integer>call(Identity.NOBODY, Request.get(UrlPath.of("data", "x"), "read x"), Reply::status);
    }

    @Test
    @DisplayName(
            "B-47: A lone request whose tries run out while the server is away waits for it, and has all of them again")
    void aLoneRequestWaitsForTheServerToo() {
        try (ScriptedServer server = awayAfterOneAnswer(5 + 6);
                HttpGateway gateway = gateway(server)) {
            assertThat(ask(gateway)).isEqualTo(200);
            assertThat(ask(gateway)).isEqualTo(200);
            assertThat(server.count("GET", "/data/x")).isEqualTo(1 + 5 + 1);
        }
        assertThat(time.slept()).isGreaterThan(Duration.ofSeconds(1 + 2 + 4 + 8 + 1 + 2 + 4 + 8));
    }

    @Test
    @DisplayName("B-47: A server that comes back just as the tries of a request run out is asked once more")
    void aServerThatComesBackJustThenIsAskedOnceMore() {
        try (ScriptedServer server = awayAfterOneAnswer(5);
                HttpGateway gateway = gateway(server)) {
            ask(gateway);
            assertThat(ask(gateway)).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("B-47: A server that stays away after it had answered ends the run, and a lone request knows")
    void aServerThatStaysAwayIsGivenUp() {
        try (ScriptedServer server = awayAfterOneAnswer(Integer.MAX_VALUE - 1);
                HttpGateway gateway = gateway(server)) {
            ask(gateway);
            Fault fault = catchThrowableOfType(Fault.class, () -> ask(gateway));
            assertThat(fault.code()).isEqualTo(FaultCode.SERVER_AWAY);
            assertThat(fault.getSuppressed()).hasSize(5);
            assertThat(server.count("GET", "/data/x")).isEqualTo(1 + 5);
        }
        assertThat(time.slept()).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(17));
    }

    @Test
    void aRequestThatFailsOnAServerThatIsThereIsGivenUpSoon() {
        try (ScriptedServer server = new ScriptedServer(
                        call -> call.send(call.number == 1 || call.target.endsWith("buildInfo") ? 200 : 502, "{}"));
                HttpGateway gateway = gateway(server)) {
            ask(gateway);
            assertThat(catchThrowableOfType(Fault.class, () -> ask(gateway)).code())
                    .isEqualTo(FaultCode.SERVER_ERROR);
            assertThat(server.count("GET", "/data/x")).isEqualTo(1 + 5 + 1);
        }
    }

    @Test
    void aRequestThatBringsTheServerDownEachTimeIsGivenUp() {
        AtomicInteger probes = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(call -> {
                    boolean probe = call.target.endsWith("buildInfo");
                    boolean up = probe ? probes.incrementAndGet() % 3 == 0 : call.number == 1;
                    call.send(up ? 200 : 502, "{}");
                });
                HttpGateway gateway = gateway(server)) {
            ask(gateway);
            assertThat(catchThrowableOfType(Fault.class, () -> ask(gateway)).code())
                    .isEqualTo(FaultCode.SERVER_ERROR);
            assertThat(server.count("GET", "/data/x")).isLessThanOrEqualTo(1 + 3 * 5 + 1);
        }
    }

    /** Hides its version, and has one resource that fails each time; the first request is answered. */
    private void hidesItsVersion(ScriptedServer.Call call, int hidden, int auth, String word) throws IOException {
        if (call.target.endsWith("buildInfo")) {
            call.send(hidden, "");
        } else if (call.target.equals("/data/auth")) {
            call.send(auth, word);
        } else {
            call.send(call.number == 1 ? 200 : 504, "");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"403, 401, ``", "404, 401, ``", "404, 200, User 'guest' is logged in"})
    void aServerThatHidesItsVersionIsThere(int hidden, int auth, String word) {
        try (ScriptedServer server = new ScriptedServer(call -> hidesItsVersion(call, hidden, auth, word));
                HttpGateway gateway = gateway(server)) {
            ask(gateway);
            assertThat(catchThrowableOfType(Fault.class, () -> ask(gateway)).code())
                    .isEqualTo(FaultCode.SERVER_ERROR);
            assertThat(server.count("GET", "/data/x")).isEqualTo(1 + 5 + 1);
        }
        assertThat(time.slept()).isLessThan(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"404, 404, ``", "403, 403, Site has not yet been configured.", "404, 200, <html>Maintenance</html>"
            })
    @DisplayName("A container that answers 403 or 404 to everything while XNAT starts is not there yet")
    void aContainerInWhichXnatStartsIsNotThereYet(int hidden, int auth, String word) {
        try (ScriptedServer server = new ScriptedServer(call -> hidesItsVersion(call, hidden, auth, word));
                HttpGateway gateway = gateway(server)) {
            ask(gateway);
            assertThat(catchThrowableOfType(Fault.class, () -> ask(gateway)).code())
                    .isEqualTo(FaultCode.SERVER_AWAY);
        }
        assertThat(time.slept()).isGreaterThan(Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @CsvSource({"true, SERVER_AWAY", "false, TLS_UNTRUSTED"})
    @DisplayName("B-29: A certificate that is bad when the server is back ends the run where it had been good")
    void theCertificateIsBadWhenTheServerIsBack(boolean served, FaultCode told) {
        AtomicInteger probes = new AtomicInteger();
        ServerHealth health = health(() -> {
            if (probes.incrementAndGet() < 3) {
                return false;
            }
            throw Fault.fault(FaultCode.TLS_UNTRUSTED).trying("look").because("its certificate is not trusted");
        });
        if (served) {
            health.served();
        }
        fail(health, 8);
        List<Fault> all = List.of(
                catchThrowableOfType(Fault.class, () -> health.awaitServer("read a")),
                catchThrowableOfType(Fault.class, () -> health.awaitServer("read b")));
        assertThat(all).extracting(Fault::code).containsOnly(told);
        assertThat(all)
                .allSatisfy(fault -> assertThat(fault).hasMessageContaining("its certificate is not trusted"))
                .allSatisfy(fault -> assertThat(
                                String.valueOf(fault.getMessage()).contains("It was trusted when the run began"))
                        .isEqualTo(served));
    }

    @Test
    @DisplayName("B-29: A certificate that is found bad where one request's tries ran out ends the run as well")
    void theCertificateIsBadWhereTriesRanOut() {
        ServerHealth health = health(() -> {
            throw Fault.fault(FaultCode.TLS_UNTRUSTED).trying("look").because("its certificate is not trusted");
        });
        health.served();
        assertThat(catchThrowableOfType(Fault.class, () -> health.isThere(time.nanos()))
                        .code())
                .isEqualTo(FaultCode.SERVER_AWAY);
    }

    @Test
    void aServerThatAnswersOthersIsThere() throws InterruptedException {
        ServerHealth health = health(() -> false);
        time.sleep(Duration.ofSeconds(1));
        health.answered();
        assertThat(health.isThere(0)).isTrue();
        assertThat(health.awaitServer("read")).isZero();
        assertThat(health.isThere(time.nanos())).isFalse();
    }

    @Test
    void oneResourceThatFailsIsNoAbsenceWhileOthersAreAnswered() {
        HttpGateway[] gateway = new HttpGateway[1];
        try (ScriptedServer server = new ScriptedServer(call -> {
            if (call.target.equals("/data/x") && call.number > 1) {
                call.send(500, "");
            } else {
                call.send(call.target.endsWith("buildInfo") ? 502 : 200, "");
            }
        })) {
            HttpSeams seams = TestGateway.seams(time, stop);
            Sleeper othersWork = duration -> {
                time.sleep(duration);
                gateway[0].<Integer>call(
                        Identity.NOBODY, Request.get(UrlPath.of("data", "y"), "read y"), Reply::status);
            };
            HttpSeams busy = new HttpSeams(
                    seams.clock(),
                    seams.nanos(),
                    seams.wire(),
                    othersWork,
                    seams.random(),
                    seams.stop(),
                    seams.redactor());
            gateway[0] = new HttpGateway(TestGateway.settings(server.url()), busy);
            ask(gateway[0]);
            assertThat(catchThrowableOfType(Fault.class, () -> ask(gateway[0])).code())
                    .isEqualTo(FaultCode.SERVER_ERROR);
            gateway[0].close();
        }
        assertThat(time.slept()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void whatStallsUntilItsTriesRunOutGetsNoMore() {
        try (ScriptedServer server = new ScriptedServer(call -> {
                    if (call.number == 1 || call.target.endsWith("buildInfo")) {
                        call.send(200, "{}");
                    }
                });
                HttpGateway gateway = new HttpGateway(
                        TestGateway.settings(server.url())
                                .withRetries(RetrySchedule.standard().withTries(2))
                                .withDeadlines(new HttpSettings.Deadlines(
                                        Duration.ofSeconds(2),
                                        Duration.ofMillis(500),
                                        Duration.ofSeconds(5),
                                        Duration.ofMinutes(15))),
                        TestGateway.seams(time, stop))) {
            ask(gateway);
            assertThat(catchThrowableOfType(Fault.class, () -> ask(gateway)).code())
                    .isEqualTo(FaultCode.STALLED);
            assertThat(server.count("GET", "/data/x")).isEqualTo(1 + 2);
        }
    }

    @Test
    void whatTakesAllOfItsTimeGetsNoMore() {
        try (ScriptedServer server = new ScriptedServer(call -> {
                    if (call.number == 1 || call.target.endsWith("buildInfo")) {
                        call.send(200, "{}");
                    } else {
                        cookie(Duration.ofMinutes(8));
                        call.send(504, "");
                    }
                });
                HttpGateway gateway = gateway(server)) {
            ask(gateway);
            assertThat(catchThrowableOfType(Fault.class, () -> ask(gateway)).code())
                    .isEqualTo(FaultCode.SERVER_ERROR);
            assertThat(server.count("GET", "/data/x")).isEqualTo(1 + 2);
        }
    }

    private void cookie(Duration duration) throws IOException {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
