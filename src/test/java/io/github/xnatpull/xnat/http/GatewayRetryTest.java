package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fakes.ScriptedServer.Script;
import io.github.xnatpull.fakes.TestGateway;
import io.github.xnatpull.fakes.VirtualTime;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.StopSignal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayRetryTest {
    private final VirtualTime time = new VirtualTime(TestGateway.NOW);
    private final StopSignal stop = new StopSignal();
    private ScriptedServer server = new ScriptedServer(call -> call.send(200, "ok"));

    @AfterEach
    void close() {
        server.close();
    }

    private HttpGateway gateway(Script script) {
        server.close();
        server = new ScriptedServer(script);
        return new HttpGateway(TestGateway.settings(server.url()), TestGateway.seams(time, stop));
    }

    private static String ask(HttpGateway gateway) {
        return gateway.call(Identity.NOBODY, Request.get(UrlPath.of("data", "x"), "read x"), GatewayRetryTest::text);
    }

    private static String text(Reply reply) throws IOException {
        return new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Fault faultOf(HttpGateway gateway) {
        return catchThrowableOfType(Fault.class, () -> ask(gateway));
    }

    @Test
    void requestsSayWhoTheyAreAndWantBytesAsTheyAre() {
        try (HttpGateway gateway = gateway(call -> call.send(200, "ok"))) {
            assertThat(ask(gateway)).isEqualTo("ok");
        }
        assertThat(server.calls().get(0).headers)
                .containsEntry("user-agent", "xnatpull/1.2.3")
                .containsEntry("accept", "*/*")
                .containsEntry("accept-encoding", "identity")
                .doesNotContainKeys("upgrade", "authorization", "cookie");
    }

    @ParameterizedTest(name = "B-23 {0} is tried again")
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    @DisplayName("B-23: Passing statuses are tried again")
    void passingStatusesAreTriedAgain(int status) {
        try (HttpGateway gateway = gateway(call -> call.send(call.number < 3 ? status : 200, "ok"))) {
            assertThat(ask(gateway)).isEqualTo("ok");
        }
        assertThat(server.calls()).hasSize(3);
        assertThat(time.slept()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest(name = "B-23 {0} is not")
    @ValueSource(ints = {400, 405, 406, 415, 501, 505})
    @DisplayName("B-23: Lasting statuses are not tried again")
    void lastingStatusesAreNot(int status) {
        try (HttpGateway gateway = gateway(call -> call.send(status, "<html><h3>Bad\u001b[31m tail</h3></html>"))) {
            assertThat(faultOf(gateway))
                    .hasMessage("Tried to read x, but the server answered " + status + " (Bad\\x1b[31m tail). "
                            + FaultCode.REQUEST_REFUSED.advice());
        }
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    @DisplayName("B-21: What was tried before travels with the last fault")
    void whatWasTriedBeforeTravelsWithTheLastFault() {
        try (HttpGateway gateway = gateway(call -> call.send(call.number == 5 ? 502 : 500, ""))) {
            Fault fault = faultOf(gateway);
            assertThat(fault.code()).isEqualTo(FaultCode.SERVER_ERROR);
            assertThat(fault).hasMessageContaining("502");
            assertThat(fault.getSuppressed()).hasSize(4).allSatisfy(earlier -> assertThat(earlier)
                    .hasMessageContaining("500"));
        }
        assertThat(server.calls()).hasSize(5);
    }

    @ParameterizedTest(name = "B-22 Retry-After: {0} waits {1} s")
    @CsvSource({"30, 30", "0, 0", "-3, 1", "soon, 1", "'Sat, 21 Nov 2026 01:01:40 GMT', 100", "300, 300"})
    @DisplayName("B-22: The server's wish for a pause is obeyed")
    void theServersWishForAPauseIsObeyed(String header, long seconds) {
        try (HttpGateway gateway =
                gateway(call -> call.send(call.number < 2 ? 503 : 200, "ok", "Retry-After: " + header))) {
            assertThat(ask(gateway)).isEqualTo("ok");
        }
        assertThat(time.slept().toSeconds()).isEqualTo(seconds);
    }

    @Test
    @DisplayName("B-22: A wish for too long a pause is refused in clear words")
    void b22AWishForTooLongAPauseIsRefusedInClearWords() {
        try (HttpGateway gateway = gateway(call -> call.send(429, "", "Retry-After: 86400"))) {
            Fault fault = faultOf(gateway);
            assertThat(fault.code()).isEqualTo(FaultCode.SERVER_BUSY);
            assertThat(fault).hasMessageContaining("asks to wait 86400 s, longer than the 300 s that xnatpull waits");
        }
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    @DisplayName("B-22: A server that says 'come back tomorrow' eight times in a row is left alone")
    void b22AServerThatSaysComeBackTomorrowIsLeftAlone() {
        try (HttpGateway gateway = gateway(call -> call.send(429, "", "Retry-After: 86400"))) {
            for (int i = 0; i < 8; i++) {
                assertThat(faultOf(gateway).code()).isEqualTo(FaultCode.SERVER_BUSY);
            }
            for (int i = 0; i < 100; i++) {
                Fault fault = faultOf(gateway);
                assertThat(fault.code()).isEqualTo(FaultCode.SERVER_AWAY);
                assertThat(fault).hasMessageContaining("asked 8 times in a row to wait longer than the 5 min");
            }
        }
        assertThat(server.calls()).hasSize(8);
        assertThat(time.slept()).isEqualTo(Duration.ofMinutes(7 * 5));
    }

    @Test
    @DisplayName("B-22: One good answer among wishes for too long a pause goes on")
    void b22OneGoodAnswerAmongWishesForTooLongAPauseGoesOn() {
        try (HttpGateway gateway =
                gateway(call -> call.send(call.number == 8 ? 200 : 503, "ok", "Retry-After: 86400"))) {
            for (int i = 1; i <= 15; i++) {
                if (i == 8) {
                    assertThat(ask(gateway)).isEqualTo("ok");
                } else {
                    assertThat(faultOf(gateway).code()).isEqualTo(FaultCode.SERVER_BUSY);
                }
            }
        }
        assertThat(server.calls()).hasSize(15);
    }

    @Test
    @DisplayName("B-22: A pause is for all threads")
    void b22APauseIsForAllThreads() throws Exception {
        try (HttpGateway gateway = gateway(call -> {
            if (call.number == 1) {
                call.send(429, "", "Retry-After: 120");
            } else {
                call.send(200, "ok");
            }
        })) {
            Pacer pacer = new Pacer(time::nanos, new StoppableSleep(time, stop));
            pacer.pause(Duration.ofSeconds(120));
            pacer.pause(Duration.ofSeconds(5));
            pacer.await("wait");
            assertThat(time.slept()).isEqualTo(Duration.ofSeconds(120));
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<String>> all = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> ask(gateway)))
                    .toList();
            for (Future<String> one : all) {
                assertThat(one.get()).isEqualTo("ok");
            }
            threads.shutdown();
        }
        assertThat(time.slept()).isGreaterThanOrEqualTo(Duration.ofSeconds(240));
    }

    @Test
    @DisplayName("B-16: A body shorter than promised is tried again")
    void b16ABodyShorterThanPromisedIsTriedAgain() {
        try (HttpGateway gateway = gateway(call -> {
            if (call.number == 1) {
                call.head(200, "Content-Length: 100");
                call.raw("short");
                call.hangUp();
            } else {
                call.send(200, "whole");
            }
        })) {
            assertThat(ask(gateway)).isEqualTo("whole");
        }
    }

    @Test
    @DisplayName("B-16: A chunked body without its end is tried again")
    void b16AChunkedBodyWithoutItsEndIsTriedAgain() {
        try (HttpGateway gateway = gateway(call -> {
            call.head(200, "Transfer-Encoding: chunked");
            call.raw("5\r\nwhole\r\n" + (call.number == 1 ? "" : "0\r\n\r\n"));
            call.hangUp();
        })) {
            assertThat(ask(gateway)).isEqualTo("whole");
        }
        assertThat(server.calls()).hasSize(2);
    }

    @Test
    @DisplayName("B-21: Resets are tried again and then named")
    void b21ResetsAreTriedAgainAndThenNamed() {
        try (HttpGateway gateway = gateway(ScriptedServer.Call::reset)) {
            Fault fault = faultOf(gateway);
            assertThat(fault.code()).isEqualTo(FaultCode.CONNECTION_LOST);
            assertThat(fault.getSuppressed()).hasSize(4);
        }
    }

    @Test
    void repliesThatAreNoHttpAreNamed() {
        try (HttpGateway gateway = gateway(call -> {
            call.raw("220 smtp.example.org ESMTP\r\n".repeat(200));
            call.hangUp();
        })) {
            assertThat(faultOf(gateway).code()).isEqualTo(FaultCode.REPLY_UNEXPECTED);
        }
    }

    @Test
    @DisplayName("B-83: A head without end is cut off")
    void b83AHeadWithoutEndIsCutOff() {
        try (HttpGateway gateway = gateway(call -> {
            call.raw("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 1_000; i++) {
                call.raw("X-Filler-" + i + ": x\r\n");
            }
            call.hangUp();
        })) {
            assertThat(faultOf(gateway)).hasMessageContaining("is no HTTP, or has no end");
        }
    }

    @Test
    @DisplayName("B-15: A refused connection is tried again and ends in exit five")
    void b15ARefusedConnectionIsTriedAgainAndEndsInExitFive() throws IOException {
        // Bound but not listening: nobody else can take the port meanwhile.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            HttpSettings settings = TestGateway.settings("http://127.0.0.1:" + taken.getLocalPort());
            try (HttpGateway gateway = new HttpGateway(settings, TestGateway.seams(time, stop))) {
                Fault fault = faultOf(gateway);
                assertThat(fault.code()).isEqualTo(FaultCode.SERVER_UNREACHABLE);
                assertThat(fault.code().exitCode()).isEqualTo(5);
                assertThat(fault).hasMessageContaining("takes no connections");
                assertThat(fault.getSuppressed()).hasSize(4);
            }
        }
    }

    @Test
    @DisplayName("B-15: A host that nobody knows is named")
    void b15AHostThatNobodyKnowsIsNamed() {
        HttpSettings settings = TestGateway.settings("https://xnat.invalid");
        try (HttpGateway gateway = new HttpGateway(settings, TestGateway.seams(time, stop))) {
            Fault fault = faultOf(gateway);
            assertThat(fault.code()).isEqualTo(FaultCode.SERVER_UNREACHABLE);
            assertThat(fault).hasMessageContaining("nobody knows a host named xnat.invalid");
        }
    }

    @Test
    void aStopEndsTheWaiting() {
        try (HttpGateway gateway = gateway(call -> {
            stop.request(StopSignal.Reason.SIGTERM);
            call.send(500, "");
        })) {
            Fault fault = faultOf(gateway);
            assertThat(fault.code()).isEqualTo(FaultCode.STOPPED);
            assertThat(fault.getSuppressed()).hasSize(1);
        }
        assertThat(time.slept()).isZero();
    }

    @Test
    @DisplayName("B-30: Many small replies share few connections")
    void manySmallRepliesShareFewConnections() {
        try (HttpGateway gateway = gateway(call -> call.send(200, "ok"))) {
            for (int i = 0; i < 300; i++) {
                ask(gateway);
            }
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @DisplayName("B-30: Ten thousand small files over four threads need four connections")
    void thousandsOfRepliesNeedOneConnectionAThread() throws InterruptedException {
        byte[] bytes = new byte[300];
        AtomicLong read = new AtomicLong();
        try (HttpGateway gateway = gateway(call -> call.send(200, "x".repeat(bytes.length)))) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            for (int i = 0; i < 10_000; i++) {
                threads.execute(() -> read.addAndGet(
                        gateway.call(Identity.NOBODY, Request.get(UrlPath.of("data"), "look"), reply -> reply.body()
                                .readAllBytes()
                                .length)));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(read).hasValue(10_000L * bytes.length);
        assertThat(server.connections()).isLessThanOrEqualTo(4);
    }

    @Test
    @DisplayName("B-30: Replies left unread leak no connections")
    void b30RepliesLeftUnreadLeakNoConnections() {
        try (HttpGateway gateway = gateway(call -> {
            call.head(200, "Content-Length: 1000000");
            call.raw("x".repeat(10_000));
            call.hangUp();
        })) {
            for (int i = 0; i < 50; i++) {
                int status = gateway.call(Identity.NOBODY, Request.get(UrlPath.of("data"), "look"), Reply::status);
                assertThat(status).isEqualTo(200);
            }
        }
        assertThat(server.connections()).isEqualTo(50);
    }
}
