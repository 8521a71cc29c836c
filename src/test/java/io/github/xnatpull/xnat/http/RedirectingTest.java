package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fakes.TestGateway;
import io.github.xnatpull.fakes.VirtualTime;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.StopSignal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectingTest {
    private final ScriptedServer other = new ScriptedServer(call -> call.send(200, "caught"));
    private ScriptedServer server = other;

    @AfterEach
    void close() {
        server.close();
        other.close();
    }

    private String ask(ScriptedServer.Script script) {
        server = new ScriptedServer(script);
        HttpSettings settings = TestGateway.settings(server.url());
        VirtualTime time = new VirtualTime(TestGateway.NOW);
        try (HttpGateway gateway = new HttpGateway(settings, TestGateway.seams(time, new StopSignal()))) {
            Request request = Request.get(UrlPath.of("data", "a"), "read a").with("Authorization", "Basic Zm9v");
            return gateway.call(
                    Identity.NOBODY, request, reply -> new String(reply.body().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Fault fault(ScriptedServer.Script script) {
        return catchThrowableOfType(Fault.class, () -> ask(script));
    }

    @ParameterizedTest(name = "B-24 {0} on the same origin is followed")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    @DisplayName("B-24: Same origin is followed")
    void sameOriginIsFollowed(int status) {
        String body = ask(call -> {
            if (call.target.equals("/data/a")) {
                call.send(status, "", "Location: /xnat/data/a?x=1");
            } else {
                call.send(200, call.target);
            }
        });
        assertThat(body).isEqualTo("/xnat/data/a?x=1");
    }

    @Test
    @DisplayName("B-24: Another origin is a fault and never contacted")
    void b24AnotherOriginIsAFaultAndNeverContacted() {
        Fault fault = fault(call -> call.send(302, "", "Location: " + other.url() + "/data/a?ticket=geheim"));
        assertThat(fault.code()).isEqualTo(FaultCode.REDIRECT_OFF_ORIGIN);
        assertThat(fault)
                .hasMessageContaining(other.url())
                .hasMessageContaining("--server")
                .hasMessageNotContaining("geheim");
        assertThat(other.calls()).isEmpty();
        assertThat(server.calls()).hasSize(1);
    }

    @ParameterizedTest(name = "B-82 {0} is not contacted")
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "//evil.example/x",
                "http://127.0.0.1@evil.example/",
                "::::",
                "",
                "file:///etc/passwd"
            })
    @DisplayName("B-82: What a malicious server names is not contacted")
    void whatAMaliciousServerNamesIsNotContacted(String location) {
        assertThat(fault(call -> call.send(302, "", "Location: " + location)).code())
                .isEqualTo(FaultCode.REDIRECT_OFF_ORIGIN);
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    @DisplayName("B-24: A loop is a fault")
    void b24ALoopIsAFault() {
        Fault fault =
                fault(call -> call.send(302, "", "Location: " + (call.target.endsWith("a") ? "/data/b" : "/data/a")));
        assertThat(fault).hasMessageContaining("round in circles");
        assertThat(server.calls().size()).isEqualTo(2 * 5);
    }

    @Test
    @DisplayName("B-24: Endless new places are a fault")
    void b24EndlessNewPlacesAreAFault() {
        Fault fault = fault(call -> call.send(302, "", "Location: /data/" + call.number));
        assertThat(fault).hasMessageContaining("round in circles");
    }

    @Test
    @DisplayName("B-33: A login page is not followed")
    void aLoginPageIsNotFollowed() {
        Fault fault = fault(call -> call.send(302, "", "Location: /app/template/Login.vm"));
        assertThat(fault.code()).isEqualTo(FaultCode.AUTH_EXPIRED);
        assertThat(server.calls()).allSatisfy(call -> assertThat(call.target).isEqualTo("/data/a"));
    }

    @Test
    void onlyReadingIsRedirected() {
        server = new ScriptedServer(call -> call.send(301, "", "Location: /elsewhere"));
        VirtualTime time = new VirtualTime(TestGateway.NOW);
        try (HttpGateway gateway =
                new HttpGateway(TestGateway.settings(server.url()), TestGateway.seams(time, new StopSignal()))) {
            Request request = Request.of(Request.Method.POST, UrlPath.of("data", "JSESSION"), "log in");
            Fault fault =
                    catchThrowableOfType(Fault.class, () -> gateway.call(Identity.NOBODY, request, Reply::status));
            assertThat(fault.code()).isEqualTo(FaultCode.REDIRECT_OFF_ORIGIN);
        }
        assertThat(server.calls()).hasSize(1);
    }
}
