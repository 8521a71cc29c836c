package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fakes.TestGateway;
import io.github.xnatpull.fakes.VirtualTime;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.xnat.http.HttpSettings.Proxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {
    private static int ask(ScriptedServer proxy, String url, String user) {
        return ask(proxy.port(), url, user);
    }

    private static int ask(int port, String url, String user) {
        HttpSettings settings = HttpSettings.standard(ServerAddress.parse(url, true), "1", 1, 1)
                .withProxy(Optional.of(new Proxy("127.0.0.1", port, user, "hunter22".toCharArray())));
        VirtualTime time = new VirtualTime(TestGateway.NOW);
        try (HttpGateway gateway = new HttpGateway(settings, TestGateway.seams(time, new StopSignal()))) {
            return gateway.<Integer>call(Identity.NOBODY, Request.get(UrlPath.of("data"), "reach it"), Reply::status);
        }
    }

    @ParameterizedTest(name = "B-28 407 before {0} is named as the proxy''s")
    @ValueSource(strings = {"http://xnat.invalid", "https://xnat.invalid"})
    void aProxyThatRefusesIsNamed(String url) {
        try (ScriptedServer proxy = new ScriptedServer(
                call -> call.send(407, "", "Proxy-Authenticate: Basic realm=\"p\"", "Connection: close"))) {
            Fault fault = catchThrowableOfType(Fault.class, () -> ask(proxy, url, ""));
            assertThat(fault.code()).isEqualTo(FaultCode.PROXY_REFUSED);
            assertThat(fault).hasMessageContaining("the proxy 127.0.0.1:" + proxy.port() + " refused");
        }
    }

    @Test
    @DisplayName("B-28: A proxy that passes nothing on any more ends the run, not item after item")
    void b28AProxyThatPassesNothingOnAnyMoreEndsTheRun() {
        VirtualTime time = new VirtualTime(TestGateway.NOW);
        try (ScriptedServer proxy = new ScriptedServer(call -> call.send(call.number == 1 ? 200 : 407, ""))) {
            HttpSettings settings = HttpSettings.standard(ServerAddress.parse("http://xnat.invalid", true), "1", 1, 1)
                    .withProxy(Optional.of(new Proxy("127.0.0.1", proxy.port(), "", new char[0])));
            try (HttpGateway gateway = new HttpGateway(settings, TestGateway.seams(time, new StopSignal()))) {
                Request request = Request.get(UrlPath.of("data"), "reach it");
                assertThat(gateway.<Integer>call(Identity.NOBODY, request, Reply::status))
                        .isEqualTo(200);
                for (int i = 1; i <= 10; i++) {
                    Fault fault = catchThrowableOfType(
                            Fault.class, () -> gateway.<Integer>call(Identity.NOBODY, request, Reply::status));
                    assertThat(fault.code()).isEqualTo(i <= 8 ? FaultCode.PROXY_REFUSED : FaultCode.SERVER_AWAY);
                }
            }
            assertThat(proxy.count("GET", "http://xnat.invalid/data")).isEqualTo(9);
        }
    }

    @Test
    void theProxysPasswordGoesToTheProxyOnly() {
        try (ScriptedServer proxy = new ScriptedServer(call -> {
            if (call.header("Proxy-Authorization").isEmpty()) {
                call.send(407, "", "Proxy-Authenticate: Basic realm=\"p\"");
            } else {
                call.send(200, "ok");
            }
        })) {
            assertThat(ask(proxy, "http://xnat.invalid", "alice")).isEqualTo(200);
            assertThat(proxy.calls())
                    .allSatisfy(call -> assertThat(call.header("Authorization")).isEmpty());
        }
    }

    @Test
    @DisplayName("B-28: A proxy that is not there is named")
    void b28AProxyThatIsNotThereIsNamed() throws IOException {
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            Fault fault = catchThrowableOfType(Fault.class, () -> ask(taken.getLocalPort(), "http://xnat.invalid", ""));
            assertThat(fault.code()).isEqualTo(FaultCode.SERVER_UNREACHABLE);
            assertThat(fault).hasMessageContaining("the proxy 127.0.0.1:" + taken.getLocalPort());
        }
    }
}
