package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest(name = "B-132 no_proxy={1} excepts {0}: {2}")
    @CsvSource({
        "10.1.2.3,10.0.0.0/8,true",
        "11.1.2.3,10.0.0.0/8,false",
        "192.168.17.5,'localhost, 192.168.16.0/23',true",
        "192.168.18.5,192.168.16.0/23,false",
        "10.1.2.3,0.0.0.0/0,true",
        "10.1.2.3,10.1.2.3/32,true",
        "10.1.2.4,10.1.2.3/32,false",
        "10.1.2.3,10.1.2.0/33,false",
        "10.1.2.3,10.1.2.3,true",
        "10.1.2.3,300.1.2.3/8,false",
        "[fd00::17],fd00::/8,true",
        "[fe00::17],fd00::/8,false",
        "[::1],::1/128,true",
        "10.1.2.3,fd00::/8,false",
        "xnat.example.org,0.0.0.0/0,false"
    })
    void rangesOfAddresses(String host, String list, boolean excepted) {
        ServerAddress server = ServerAddress.parse("https://" + host + "/xnat", false);
        assertThat(ProxyEnvironment.of(Map.of("https_proxy", "http://x:1", "no_proxy", list), server)
                        .isEmpty())
                .isEqualTo(excepted);
    }

    @Test
    void whatIsNoProxyIsAFaultWithoutItsPassword() {
        assertThatThrownBy(() -> ProxyEnvironment.parse("socks5://u:hunter22@x:1"))
                .hasMessageContaining("no address of an HTTP proxy")
                .hasMessageNotContaining("hunter22");
    }
}
