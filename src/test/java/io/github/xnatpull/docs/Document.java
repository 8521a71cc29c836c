package io.github.xnatpull.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the source tree that is made from the code: compared, or written anew by {@code make docs}. */
public final class Document {
    private static final boolean WRITING = Boolean.getBoolean("xnatpull.docs.write");

    private Document() {}

    /** Fails where the file is another than the code would make. */
    public static void holds(String file, String made) throws IOException {
        Path path = Path.of(file);
        String text = file.endsWith(".md") ? MarkdownWrap.wrapped(made) : made;
        if (WRITING) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, text);
        }
        assertThat(path)
                .as("%s is made from the code; run 'make docs' and commit it", file)
                .content()
                .isEqualTo(text);
    }

    /** Writes it anew where that is wanted and it says something else, masked parts apart. */
    public static void holds(String file, String text, java.util.function.UnaryOperator<String> masked)
            throws IOException {
        Path path = Path.of(file);
        boolean differs =
                !Files.exists(path) || !masked.apply(Files.readString(path)).equals(masked.apply(text));
        if (WRITING && differs) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, text);
        }
        assertThat(masked.apply(Files.readString(path)))
                .as("%s is what the demo leaves; run 'make docs' and commit it", file)
                .isEqualTo(masked.apply(text));
    }
}
