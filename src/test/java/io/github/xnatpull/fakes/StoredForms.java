package io.github.xnatpull.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What versions of the program have stored, kept for ever in {@code src/test/resources/stored-forms} and told in
 * {@code docs/stored-forms.md}. None of it is ever changed: a new form gets a file more.
 */
public final class StoredForms {
    private StoredForms() {}

    /** A kept file as text. */
    public static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** A kept file. */
    public static byte[] bytes(String name) {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = StoredForms.class.getResourceAsStream("/stored-forms/" + name);
        assertThat(in).as("stored-forms/" + name).isNotNull();
        return in;
    }

    /** A kept folder, unpacked. */
    public static Path unpacked(String name, Path into) {
        try (ZipInputStream zip = new ZipInputStream(open(name))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = into.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.write(target, zip.readAllBytes());
                }
            }
            return into;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails where what is written today is no longer what the newest kept file holds. */
    public static void assertUnchanged(String newest, String written) {
        assertThat(written)
                .as(
                        "what is stored today has another form than stored-forms/%s. Destinations hold the old form for ever: leave that file"
                                + " and its test as they are, add a new file with the text below, name it here, and tell of it in"
                                + " docs/stored-forms.md (and raise the version there, where an older program would misread it)",
                        newest)
                .isEqualTo(text(newest));
    }
}
