package io.github.xnatpull.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {
    private final Redactor redactor = new Redactor();

    @ParameterizedTest(name = "B-77 {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization: Basic YWxpY2U6eA==|Authorization: Basic ***",
                "{\"authorization\":\"Bearer abc.def\"}|{\"authorization\":\"Bearer ***\"}",
                "Cookie: JSESSIONID=AB12; x=y|Cookie: ***",
                "Set-Cookie: JSESSIONID=AB12; Path=/|Set-Cookie: ***",
                "id JSESSIONID=AB12; next|id JSESSIONID=***; next",
                "https://alice:geheim@xnat.example.org/data|https://***@xnat.example.org/data",
                "https://xnat.example.org/a@b|https://xnat.example.org/a@b",
                "/x?token=abc&y=1|/x?token=***&y=1",
                "/x?a=1&access_token=abc#f|/x?a=1&access_token=***#f",
                "nothing secret here|nothing secret here"
            })
    @DisplayName("B-77: What looks like a credential goes")
    void whatLooksLikeACredentialGoes(String text, String clean) {
        assertThat(redactor.redact(text)).isEqualTo(clean);
    }

    @Test
    @DisplayName("B-77: Registered secrets go in every form they take")
    void registeredSecretsGoInEveryFormTheyTake() {
        redactor.register("pä ss$1");
        redactor.register("longer pä ss$1 still");
        assertThat(redactor.redact("[pä ss$1] [longer pä ss$1 still] [p%C3%A4%20ss%241] [p%C3%A4+ss%241]"))
                .isEqualTo("[***] [***] [***] [***]");
    }

    @Test
    void tooShortToBeASecretIsLeftAlone() {
        redactor.register("abc");
        redactor.register("");
        assertThat(redactor.redact("abcdef")).isEqualTo("abcdef");
    }
}
