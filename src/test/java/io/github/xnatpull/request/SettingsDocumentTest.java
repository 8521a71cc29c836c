package io.github.xnatpull.request;

import io.github.xnatpull.docs.Document;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/settings.md tells every setting there is, as the code declares it. */
class SettingsDocumentTest {
    private static final String HEAD = """
            # Settings

            Every setting of a request, with its key in a [job file](../jobs), its flag and its environment variable. A flag wins over
            `--set key=value`, that over the environment, that over the job file. Lists are repeated flags, commas, or lists of YAML.
            Switches take no value as flags, and `true` or `false` elsewhere. Secrets are no settings: see
            [credentials](credentials.md).

            This file is made from the code (`make docs`).
            """;

    @Test
    void everySettingIsDescribedAsItIs() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        String section = "";
        for (Setting setting : Setting.values()) {
            String next = setting.key().contains(".") ? setting.key().split("\\.")[0] : "";
            if (!next.equals(section) || setting.ordinal() == 0) {
                text.append("\n## ")
                        .append(next.isEmpty() ? "The file itself" : "`" + next + "`")
                        .append("\n\n");
                text.append("| key | flag | environment | takes | default | |\n|---|---|---|---|---|---|\n");
                section = next;
            }
            text.append(row(setting));
        }
        Document.holds("docs/settings.md", text.toString());
    }

    private static String row(Setting setting) {
        String takes = setting.words().isEmpty()
                ? setting.kind().expected()
                : setting.words().stream().map(SettingsDocumentTest::code).collect(Collectors.joining(", "));
        return List.of(
                                code(setting.key()),
                                setting.flag().map(SettingsDocumentTest::code).orElse(""),
                                setting.variable()
                                        .map(SettingsDocumentTest::code)
                                        .orElse(""),
                                takes,
                                setting.standard().isEmpty() ? "" : code(String.join(", ", setting.standard())),
                                setting.description())
                        .stream()
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |"))
                        .replaceAll(" +", " ")
                + "\n";
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    @Test
    void noTwoSettingsShareAKeyOrAFlag() {
        org.assertj.core.api.Assertions.assertThat(
                        Arrays.stream(Setting.values()).map(Setting::key))
                .doesNotHaveDuplicates();
    }
}
