package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPathTest {
    @ParameterizedTest(name = "B-42 {0} goes out as {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1.dcm|1.dcm",
                "sub dir/a b#1.txt|sub%20dir/a%20b%231.txt",
                "a+b.txt|a%2Bb.txt",
                "q?x&y=z|q%3Fx%26y%3Dz",
                "[1],(2)!|%5B1%5D%2C%282%29%21",
                "T1/é漢😀.nii.gz|T1/%C3%A9%E6%BC%A2%F0%9F%98%80.nii.gz",
                "\"x\"|%22x%22",
                "a:b@c|a%3Ab%40c",
                ".hidden/..x/x..|.hidden/..x/x.."
            })
    @DisplayName("B-42: Everything outside the unreserved characters is encoded")
    void everythingOutsideTheUnreservedCharactersIsEncoded(String path, String encoded) {
        assertThat(UrlPath.of("files").plusFile(path).encoded()).isEqualTo("/files/" + encoded);
        assertThat(UrlPath.isAddressable(path)).isTrue();
    }

    @ParameterizedTest(name = "B-42 ''{0}'' has no URL that reaches XNAT")
    @ValueSource(
            strings = {
                "50%.txt",
                "a;b",
                "a\\b",
                "a\nb",
                "a\u0000b",
                "a\u007fb",
                "a\u2028b",
                "",
                "/a",
                "a//b",
                "a/",
                ".",
                "..",
                "a/../b",
                "a/./b",
                "\ud800"
            })
    @DisplayName("B-42: What the firewall refuses is unaddressable")
    void whatTheFirewallRefusesIsUnaddressable(String path) {
        assertThat(UrlPath.isAddressable(path)).isFalse();
        assertThatThrownBy(() -> UrlPath.of("files").plusFile(path))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("XNAT's web server refuses");
    }

    @Test
    void listsOfIdsKeepTheirCommas() {
        assertThat(UrlPath.of("resources").plusIds(List.of("1", "23")).encoded())
                .isEqualTo("/resources/1,23");
        assertThatThrownBy(() -> UrlPath.of("resources").plusIds(List.of("1", "../2")))
                .isInstanceOf(Fault.class);
    }

    @Test
    void queriesAreEncodedButReadable() {
        assertThat(UrlPath.of("data")
                        .with("xsiType", "xnat:mrSessionData")
                        .with("columns", "ID,a b&c")
                        .encoded())
                .isEqualTo("/data?xsiType=xnat:mrSessionData&columns=ID,a%20b%26c");
    }
}
