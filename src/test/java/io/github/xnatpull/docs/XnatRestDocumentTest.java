package io.github.xnatpull.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Comments cite docs/xnat-rest.md as "contract", by section, paragraph or quirk. Each of these numbers is there. */
class XnatRestDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/xnat-rest.md");

    /** Where a comment goes on in the next line. */
    private static final Pattern LINE_BREAK = Pattern.compile("\\R\\s*(?:\\*|//) ?");

    /** One number or more after the word, with or without a section sign. */
    private static final Pattern CITATION =
            Pattern.compile("contract[ (]+((?:§?Q?\\d+(?:\\.\\d+)*(?:, | and | to )?)+)");

    private static final Pattern NUMBER = Pattern.compile("(Q?\\d+(?:\\.\\d+)*)");
    private static final Pattern REFERENCE = Pattern.compile("§(\\d+(?:\\.\\d+)*)");

    /** A heading, or a paragraph of a list that begins with its number in bold. */
    private static final Pattern SECTION = Pattern.compile("(?m)^(?:#{2,3} |- \\*\\*)(Q?\\d+(?:\\.\\d+)*)");

    @Test
    void everySectionThatCommentsCiteIsThere() throws IOException {
        List<String> cited = new ArrayList<>();
        for (Path source : sources()) {
            String text = LINE_BREAK.matcher(Files.readString(source)).replaceAll(" ");
            for (String citation : found(CITATION, text)) {
                cited.addAll(found(NUMBER, citation));
            }
        }
        assertThat(cited).hasSizeGreaterThan(100);
        assertThat(sections()).containsAll(cited);
    }

    @Test
    void everySectionThatThePageItselfNamesIsThere() throws IOException {
        assertThat(sections()).containsAll(found(REFERENCE, Files.readString(DOCUMENT)));
    }

    @Test
    void noNumberIsGivenTwice() throws IOException {
        assertThat(sections()).doesNotHaveDuplicates();
    }

    private static List<String> sections() throws IOException {
        return found(SECTION, Files.readString(DOCUMENT));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
