package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LivenessProbeTest {
    @ParameterizedTest(name = "{0}")
    @DisplayName("B-29 A bad certificate is told, whatever else keeps the server from answering is waited for")
    @EnumSource(names = {"TLS_UNTRUSTED", "SERVER_UNREACHABLE", "CONNECTION_LOST", "STALLED", "PROXY_REFUSED"})
    void onlyABadCertificateIsTold(FaultCode code) {
        LivenessProbe probe = new LivenessProbe(
                new Wire() {
                    @Override
                    public Reply exchange(Request request, URI target, String cookie) {
                        throw Fault.fault(code).trying("reach it").because("so it is");
                    }

                    @Override
                    public void close() {}
                },
                ServerAddress.parse("https://xnat.example.org", false));
        if (code == FaultCode.TLS_UNTRUSTED) {
            assertThatThrownBy(probe::getAsBoolean)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
        } else {
            assertThat(probe.getAsBoolean()).isFalse();
        }
    }
}
