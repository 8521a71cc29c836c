package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://xnat.example.org, https://xnat.example.org",
        "https://XNAT.Example.org:443/, https://xnat.example.org",
        "xnat.example.org, https://xnat.example.org",
        "https://example.org/xnat/, https://example.org/xnat",
        "https://example.org:8443/xnat, https://example.org:8443/xnat",
        "http://localhost:8080, http://localhost:8080",
        "http://127.0.0.1:80, http://127.0.0.1"
    })
    void addressesAreReadAsPeopleWriteThem(String text, String url) {
        assertThat(ServerAddress.parse(text, false).url()).isEqualTo(url);
    }

    @Test
    void plainHttpIsForThisMachineUnlessAllowed() {
        assertThatThrownBy(() -> ServerAddress.parse("http://xnat.example.org", false))
                .hasMessageContaining("plain http");
        assertThat(ServerAddress.parse("http://xnat.example.org", true).url()).isEqualTo("http://xnat.example.org");
    }

    @Test
    @DisplayName("B-79: Credentials in the address are refused and not echoed")
    void b79CredentialsInTheAddressAreRefusedAndNotEchoed() {
        assertThatThrownBy(() -> ServerAddress.parse("https://alice:hunter22@xnat.example.org", false))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("holds a user")
                .hasMessageNotContaining("hunter22")
                .hasMessageNotContaining("alice");
    }

    @Test
    void nonsenseIsNamedAsSuch() {
        assertThatThrownBy(() -> ServerAddress.parse("ftp://x", false))
                .hasMessageContaining("no http or https address");
        assertThatThrownBy(() -> ServerAddress.parse("https://a b", false)).hasMessageContaining("it is no address");
    }
}
