package io.github.xnatpull.xnat.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static Netrc.Found of(String user, String text) {
        return Netrc.find(text, "xnat.example.org", 8443, Optional.of(user).filter(name -> !name.isEmpty()));
    }

    private static String entry(Netrc.Found found) {
        return found.entry()
                .map(entry -> entry.login() + "|" + entry.password())
                .orElse("-");
    }

    @ParameterizedTest(name = "B-119 the entry of {0} among several of the host is {1}")
    @CsvSource({"ann,ann|1", "bob,bob|2", "carl,|3", "'',ann|1"})
    void theUsersEntryAmongSeveral(String user, String expected) {
        String file = "machine xnat.example.org login ann password 1\n"
                + "machine other.example.org login carl password 9\n"
                + "machine xnat.example.org login bob password 2\n"
                + "machine xnat.example.org password 3\n";
        assertThat(entry(of(user, file))).isEqualTo(expected);
    }

    @Test
    @DisplayName("B-119 a user's entry by host goes before another's by port, and before the default")
    void whoIsNamedGoesFirst() {
        String file = "default login ann password d\nmachine xnat.example.org:8443 login bob password p\n"
                + "machine xnat.example.org login ann password h\n";
        assertThat(entry(of("ann", file))).isEqualTo("ann|h");
        assertThat(entry(of("bob", file))).isEqualTo("bob|p");
        assertThat(entry(of("", file))).isEqualTo("bob|p");
        assertThat(entry(of("carl", file))).isEqualTo("-");
        assertThat(of("carl", file).troubles()).singleElement().asString().contains("'bob', 'ann', not of 'carl'");
    }

    @ParameterizedTest(name = "B-119 machine {0} is this host")
    @ValueSource(
            strings = {
                "https://xnat.example.org",
                "https://xnat.example.org/",
                "https://xnat.example.org:8443/xnat",
                "HTTPS://XNAT.example.org/data/projects?x=1",
                "ann@xnat.example.org",
                "xnat.example.org/xnat"
            })
    void anAddressNamesItsHost(String machine) {
        assertThat(find("machine " + machine + " login ann password 1")).isEqualTo("ann|1");
        assertThat(find("machine https://other.example.org login ann password 1"))
                .isEqualTo("-");
        assertThat(find("machine https://xnat.example.org:444 login ann password 1"))
                .isEqualTo("-");
    }

    @Test
    @DisplayName("B-119 an entry without a password gives way to one that has it; where none has, its line is said")
    void entriesWithoutPasswords() {
        String without = "machine xnat.example.org login ann\n";
        assertThat(entry(of("", without + "machine xnat.example.org login bob password 2")))
                .isEqualTo("bob|2");
        Netrc.Found found = of("ann", "\n" + without + "machine xnat.example.org login bob password 2");
        assertThat(entry(found)).isEqualTo("ann|");
        assertThat(found.troubles()).singleElement().asString().contains("line 2", "no password");
        assertThat(of("ann", "machine xnat.example.org login ann pasword geheim")
                        .troubles())
                .singleElement()
                .asString()
                .contains("words that mean nothing there")
                .doesNotContain("geheim");
    }
}
