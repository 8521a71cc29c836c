package io.github.xnatpull.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/stored-forms.md tells of every form that is kept, and of none that is not. */
class StoredFormsDocumentTest {
    @Test
    void everyKeptFormIsToldAndEveryToldOneIsKept() throws IOException {
        List<String> told = Pattern.compile("`stored-forms/([^`]+)`")
                .matcher(Files.readString(Path.of("docs/stored-forms.md")))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .sorted()
                .toList();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/stored-forms"))) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactlyElementsOf(told);
        }
    }
}
