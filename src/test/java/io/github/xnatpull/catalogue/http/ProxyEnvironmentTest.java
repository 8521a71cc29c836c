package io.github.xnatpull.catalogue.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyEnvironmentTest {
    private static final ServerAddress SERVER = ServerAddress.parse("https://xnat.example.org:8443/xnat", false);

    @Test
    void theSchemesOwnVariableWinsAndSmallLettersBeforeCapitals() {
        Map<String, String> environment = Map.of(
                "https_proxy",
                "http://u:p%40ss+1@proxy:8080",
                "HTTPS_PROXY",
                "http://other:1",
                "all_proxy",
                "http://all:1");
        var proxy = ProxyEnvironment.of(environment, SERVER).orElseThrow();
        assertThat(proxy).hasToString("proxy:8080");
        assertThat(proxy.user()).isEqualTo("u");
        assertThat(new String(proxy.password())).isEqualTo("p@ss+1");
        assertThat(ProxyEnvironment.of(Map.of("ALL_PROXY", "all:99"), SERVER).orElseThrow())
                .hasToString("all:99");
        assertThat(ProxyEnvironment.of(Map.of("http_proxy", "http://x:1"), SERVER))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "example.org",
                ".example.org",
                "*.example.org",
                "a,xnat.example.org",
                "xnat.example.org:8443"
            })
    void exceptedServersAreReachedDirectly(String list) {
        assertThat(ProxyEnvironment.of(Map.of("https_proxy", "http://x:1", "NO_PROXY", list), SERVER))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xnat", "nat.example.org", "xnat.example.org:80", "other.org"})
    void othersAreNot(String list) {
        assertThat(ProxyEnvironment.of(Map.of("https_proxy", "http://x:1", "no_proxy", list), SERVER))
                .isPresent();
    }

    @Test
    void whatIsNoProxyIsAFaultWithoutItsPassword() {
        assertThatThrownBy(() -> ProxyEnvironment.parse("socks5://u:hunter22@x:1"))
                .hasMessageContaining("no address of an HTTP proxy")
                .hasMessageNotContaining("hunter22");
    }
}
