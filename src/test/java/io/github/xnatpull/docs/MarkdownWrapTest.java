package io.github.xnatpull.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownWrapTest {
    static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void documentsAreWrapped(Path document) throws IOException {
        Document.holds(document.toString(), MarkdownWrap.wrapped(Files.readString(document)));
    }

    @Test
    void longProseIsFilled() {
        String wrapped = MarkdownWrap.wrapped("one " + "two ".repeat(40) + "\nthree\n\nshort\nlines stay");
        assertThat(wrapped.lines()).allMatch(line -> line.length() <= MarkdownWrap.WIDTH);
        assertThat(wrapped.replace('\n', ' ')).contains("two two three").endsWith("short lines stay");
        assertThat(wrapped).endsWith("\n\nshort\nlines stay");
    }

    @Test
    void itemsKeepTheirIndentation() {
        String wrapped = MarkdownWrap.wrapped("- " + "word ".repeat(30) + "\n- short\n  1. " + "more ".repeat(30));
        assertThat(wrapped.lines().toList())
                .anyMatch(line -> line.startsWith("- word"))
                .anyMatch(line -> line.startsWith("  word"))
                .anyMatch(line -> line.startsWith("  1. more"))
                .anyMatch(line -> line.startsWith("     more"));
    }

    @Test
    void tablesCodeAndHeadingsStay() {
        String text = "# " + "h ".repeat(80) + "\n| " + "c ".repeat(80) + "|\n```\n" + "x ".repeat(80) + "\n```\n";
        assertThat(MarkdownWrap.wrapped(text)).isEqualTo(text);
    }

    @Test
    void noWordBeginsSomethingElseAndNoCodeIsCut() {
        String text = "a".repeat(95) + " - b 12. c `" + "some code here ".repeat(5) + "` " + "end ".repeat(20);
        String wrapped = MarkdownWrap.wrapped(text);
        assertThat(wrapped.lines()).noneMatch(line -> line.matches("(-|\\d+\\.).*"));
        assertThat(wrapped.lines())
                .allMatch(line -> line.chars().filter(c -> c == '`').count() % 2 == 0);
    }

    @Test
    void whatIsWrappedStaysAsItIs() throws IOException {
        for (Path document : documents()) {
            String once = MarkdownWrap.wrapped(Files.readString(document));
            assertThat(MarkdownWrap.wrapped(once)).as(document.toString()).isEqualTo(once);
        }
    }
}
