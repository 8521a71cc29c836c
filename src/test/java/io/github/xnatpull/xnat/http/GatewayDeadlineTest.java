package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fakes.TestGateway;
import io.github.xnatpull.fakes.VirtualTime;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayDeadlineTest {
    private static final Duration STALL = Duration.ofMillis(400);

    private final StopSignal stop = new StopSignal();
    private final CountDownLatch done = new CountDownLatch(1);
    private ScriptedServer server = new ScriptedServer(call -> call.send(200, ""));

    @AfterEach
    void close() {
        done.countDown();
        server.close();
    }

    private HttpGateway gateway(Duration response, ScriptedServer.Script script) {
        server.close();
        server = new ScriptedServer(script);
        HttpSettings settings = TestGateway.settings(server.url())
                .withRetries(io.github.xnatpull.support.RetrySchedule.standard().withTries(1))
                .withDeadlines(
                        new HttpSettings.Deadlines(Duration.ofSeconds(2), response, STALL, Duration.ofMinutes(15)));
        return new HttpGateway(settings, TestGateway.seams(new VirtualTime(TestGateway.NOW), stop));
    }

    private static long length(HttpGateway gateway) {
        return gateway.call(Identity.NOBODY, Request.get(UrlPath.of("data"), "read it"), reply -> reply.body()
                .readAllBytes()
                .length);
    }

    private void waitForTheEnd() {
        try {
            done.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    @DisplayName("B-20: A body in which nothing comes is ended")
    void b20ABodyInWhichNothingComesIsEnded() {
        try (HttpGateway gateway = gateway(Duration.ofSeconds(20), call -> {
            call.head(200, "Content-Length: 10");
            call.raw("12345");
            waitForTheEnd();
        })) {
            Fault fault = catchThrowableOfType(Fault.class, () -> length(gateway));
            assertThat(fault.code()).isEqualTo(FaultCode.STALLED);
            assertThat(fault).hasMessageContaining("did not send a byte for 400 ms");
        }
    }

    @Test
    @DisplayName("B-20: Slow but steady is not ended")
    void b20SlowButSteadyIsNotEnded() {
        try (HttpGateway gateway = gateway(Duration.ofSeconds(20), call -> {
            call.head(200, "Content-Length: 12");
            for (int i = 0; i < 12; i++) {
                pause(100);
                call.raw("x");
            }
        })) {
            assertThat(length(gateway)).isEqualTo(12);
        }
    }

    @Test
    void aSlowReaderIsNoStall() {
        try (HttpGateway gateway = gateway(Duration.ofSeconds(20), call -> call.send(200, "x".repeat(200_000)))) {
            long length = gateway.call(Identity.NOBODY, Request.get(UrlPath.of("data"), "read it"), reply -> {
                reply.body().readNBytes(10);
                pause(STALL.toMillis() * 3);
                return reply.body().readAllBytes().length + 10L;
            });
            assertThat(length).isEqualTo(200_000);
        }
    }

    @Test
    @DisplayName("B-83: A head that dribbles is ended")
    void b83AHeadThatDribblesIsEnded() {
        try (HttpGateway gateway = gateway(Duration.ofMillis(300), call -> {
            call.raw("HTTP/1.1 200 OK\r\nX-Slow: ");
            for (int i = 0; i < 600; i++) {
                pause(50);
                call.raw("x");
            }
        })) {
            Fault fault = catchThrowableOfType(Fault.class, () -> length(gateway));
            assertThat(fault.code()).isEqualTo(FaultCode.STALLED);
            assertThat(fault).hasMessageContaining("did not send the head of a reply");
        }
    }

    @Test
    void aCutEndsWhatIsInHandAtOnce() {
        try (HttpGateway gateway = gateway(Duration.ofSeconds(30), call -> {
            call.head(200, "Content-Length: 10");
            call.raw("12345");
            stop.cut(StopSignal.Reason.SIGTERM);
            waitForTheEnd();
        })) {
            Fault fault = catchThrowableOfType(Fault.class, () -> length(gateway));
            assertThat(fault.code()).isEqualTo(FaultCode.STOPPED);
            Fault next = catchThrowableOfType(Fault.class, () -> length(gateway));
            assertThat(next.code()).isEqualTo(FaultCode.STOPPED);
        }
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void closingAReplyBeforeItsEndDoesNotReadTheRest() {
        try (HttpGateway gateway = gateway(Duration.ofSeconds(30), call -> {
            call.head(200, "Content-Length: 1000000000");
            call.raw("12345");
            waitForTheEnd();
        })) {
            assertThat(gateway.<Integer>call(Identity.NOBODY, Request.get(UrlPath.of("data"), "look"), Reply::status))
                    .isEqualTo(200);
        }
    }
}
