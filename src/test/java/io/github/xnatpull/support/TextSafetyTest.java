package io.github.xnatpull.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TextSafetyTest {
    @Test
    @DisplayName("B-80: Controls and direction marks are spelt out")
    void b80ControlsAndDirectionMarksAreSpeltOut() {
        assertThat(TextSafety.visible("a\r\nb\tc\u001b[31m\u202Edcm\u2066\u200F\u0000\u0085\u2028"))
                .isEqualTo("a\\r\\nb\\tc\\x1b[31m\\u202Edcm\\u2066\\u200F\\x00\\x85\\u2028");
    }

    @Test
    void ordinaryTextOfAnyScriptStays() {
        String text = "Größe 脑 😀 'x' \\ \"y\" =1";
        assertThat(TextSafety.visible(text)).isSameAs(text);
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(TextSafety.visible("abcdef", 4)).isEqualTo("abcd...");
        assertThat(TextSafety.visible("abc😀d", 4)).isEqualTo("abc...");
        assertThat(TextSafety.visible("abcd", 4)).isEqualTo("abcd");
    }
}
