package io.github.xnatpull.catalogue.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetrcTest {
    private static String find(String text) {
        return Netrc.find(text, "xnat.example.org", 8443)
                .map(entry -> entry.login() + "|" + entry.password())
                .orElse("-");
    }

    @Test
    void entriesMayBeLaidOutInAnyWay() {
        assertThat(find("machine xnat.example.org login alice password geheim")).isEqualTo("alice|geheim");
        assertThat(find("machine\txnat.example.org\r\n  password geheim\n  login alice\n"))
                .isEqualTo("alice|geheim");
        assertThat(find("machine other login x password y\nmachine XNAT.example.org login a account b password c"))
                .isEqualTo("a|c");
    }

    @Test
    void theEntryWithThePortWinsThenTheHostThenTheDefault() {
        String byDefault = "default login d password d\n";
        String byHost = "machine xnat.example.org login h password h\n";
        String byPort = "machine xnat.example.org:8443 login p password p\n";
        String otherPort = "machine xnat.example.org:443 login o password o\n";
        assertThat(find(byDefault + otherPort + byHost + byPort)).isEqualTo("p|p");
        assertThat(find(byDefault + otherPort + byHost)).isEqualTo("h|h");
        assertThat(find(otherPort + byDefault)).isEqualTo("d|d");
        assertThat(find(otherPort)).isEqualTo("-");
    }

    @Test
    void commentsAndMacrosAreSkipped() {
        assertThat(find(
                        "# machine xnat.example.org login no password no\nmacdef init\nmachine xnat.example.org login m password m\n\n"
                                + "machine xnat.example.org login yes password a#b"))
                .isEqualTo("yes|a#b");
    }

    @Test
    void quotedPasswordsKeepTheirBlanks() {
        assertThat(find("machine xnat.example.org login a password \"p w\\\"d\""))
                .isEqualTo("a|p w\"d");
    }

    @Test
    void brokenFilesAreNoEntry() {
        assertThat(find("machine")).isEqualTo("-");
        assertThat(Netrc.find("machine h login", "h", 1)).contains(new Netrc.Entry("", ""));
        assertThat(Netrc.find("", "h", 1)).isEqualTo(Optional.empty());
    }
}
