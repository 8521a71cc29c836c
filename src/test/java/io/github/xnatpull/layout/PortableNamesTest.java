package io.github.xnatpull.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.support.SafePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortableNamesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1.dcm, 1.dcm",
                "T2 FLAIR (ax), T2 FLAIR (ax)",
                "Müller#1+2, Müller#1+2",
                "a:b*c?, a%3Ab%2Ac%3F",
                "a/b, a%2Fb",
                "..\\x, ..%5Cx",
                "., %2E",
                ".., .%2E",
                "x., x%2E",
                "CON, %43ON",
                "aux.dcm, %61ux.dcm",
                "COM1.x, %43OM1.x",
                "console, console",
                "100%, 100%",
                "50%25, 50%2525",
                ".xnatpull, %2Exnatpull",
                "``, _",
            })
    @DisplayName("B-53: a name becomes portable and stays readable")
    void namesBecomePortable(String name, String safe) {
        assertThat(PortableNames.of(name)).isEqualTo(safe);
    }

    @Test
    @DisplayName("B-53: Trailing blank and control characters are escaped")
    void trailingBlankAndControlCharactersAreEscaped() {
        assertThat(PortableNames.of("x ")).isEqualTo("x%20");
        assertThat(PortableNames.of("a\nb\0c")).isEqualTo("a%0Ab%00c");
    }

    @Test
    @DisplayName("B-54: a name of 300 bytes is shortened at a code point and keeps its extension")
    void longNamesAreShortened() {
        String name = "é".repeat(150) + ".nii.gz";
        String safe = PortableNames.of(name);
        assertThat(safe.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(PortableNames.MAX_NAME);
        assertThat(safe).startsWith("éééé").endsWith(".nii.gz").doesNotContain("\uFFFD");
        assertThat(PortableNames.of("e" + name)).isNotEqualTo(safe);
    }

    @Test
    @DisplayName("B-54: a path of 5,000 bytes fits and stays unique")
    void longPathsAreShortened() {
        String deep = "folder123/".repeat(500);
        assertThat(PortableNames.path(deep + "a.dcm"))
                .hasSizeLessThan(PortableNames.MAX_PATH)
                .endsWith("/a.dcm");
        assertThat(PortableNames.path(deep + "a.dcm")).isNotEqualTo(PortableNames.path("x" + deep + "a.dcm"));
    }

    @Property
    @Label("B-48: Any text is one safe segment")
    void anyTextIsOneSafeSegment(@ForAll("nasty") String name) {
        String safe = PortableNames.of(name);
        assertThat(safe).isNotEmpty().isNotIn(".", "..").doesNotContain("/", "\\", "\0", ":", "\n");
        assertThat(safe.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(PortableNames.MAX_NAME);
        assertThat(new String(safe.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(safe);
        assertThat(safe).doesNotEndWith(".").doesNotEndWith(" ");
    }

    @Property
    @Label("B-48: No path leaves its root")
    void noPathLeavesItsRoot(@ForAll("nasty") String path) {
        Path root = Path.of("/some/root");
        Path place = SafePath.below(root, PortableNames.path(path));
        assertThat(place.normalize()).isEqualTo(place);
        assertThat(place.startsWith(root)).isTrue();
        assertThat(place).isNotEqualTo(root);
    }

    @Property
    @Label("B-53: No two files share a place after folding")
    void noTwoFilesShareAPlaceAfterFolding(@ForAll("listing") List<String> files) {
        CollisionIndex index = new CollisionIndex();
        Set<String> places = new HashSet<>();
        for (String file : new HashSet<>(files)) {
            places.add(fold(index.place(file)));
        }
        assertThat(places).hasSize(new HashSet<>(files).size());
        for (String place : places) {
            for (String other : places) {
                assertThat(other.startsWith(place + "/"))
                        .as("%s is a file and a folder of %s", place, other)
                        .isFalse();
            }
        }
    }

    @Test
    @DisplayName("B-53: names that differ by case or composition are both kept")
    void collidingNamesAreBothKept() {
        CollisionIndex index = new CollisionIndex();
        assertThat(index.place("T1.dcm")).isEqualTo("T1.dcm");
        assertThat(index.place("t1.dcm")).matches("t1-[0-9a-f]{8}\\.dcm");
        assertThat(index.place("e\u0301")).isEqualTo("é");
        assertThat(index.place("é")).matches("é-[0-9a-f]{8}");
    }

    @Test
    void filesBelowAFolderInTheWayStayTogether() {
        CollisionIndex index = new CollisionIndex();
        index.place("a");
        String one = index.place("A/1");
        String two = index.place("A/2");
        assertThat(one.substring(0, one.indexOf('/'))).isEqualTo(two.substring(0, two.indexOf('/')));
        assertThat(one).matches("A-[0-9a-f]{8}/1");
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(400),
                Arbitraries.strings()
                        .withChars("./\\ %:aAé\u0301\u0000\uD800conCON1~")
                        .ofMaxLength(30));
    }

    @Provide
    Arbitrary<List<String>> listing() {
        return Arbitraries.strings()
                .withChars("./aAéÉe\u0301 %2E")
                .ofMinLength(1)
                .ofMaxLength(6)
                .list()
                .ofMaxSize(40);
    }
}
