package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.StoredForms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands beside a partial file, as versions of the program have written it. */
class SidecarTest {
    private static final Sidecar KEPT =
            new Sidecar("XNAT_E00001/scans/1/resources/101/1.dcm", 1_000_000, "Tue, 06 Jan 2026 10:00:00 GMT", 400_000);

    @TempDir
    private Path directory;

    @Test
    void theFirstFormIsReadAndWrittenAsEver() throws IOException {
        Path part = directory.resolve("x.part");
        Files.writeString(Sidecar.of(part), StoredForms.text("sidecar-1.csv"));
        assertThat(Sidecar.read(part)).contains(KEPT);
        Files.delete(Sidecar.of(part));
        KEPT.write(part);
        StoredForms.assertUnchanged("sidecar-1.csv", Files.readString(Sidecar.of(part)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "file,total,last_modified\na,1,b\n",
                "file,total,last_modified,forced,etag\na,1,b,1,c\n",
                "file,total,etag,forced\na,1,b,1\n",
                "file,total,last_modified,forced\na,many,b,1\n",
                "file,total,last_modified,forced\n"
            })
    void anyOtherMeansThatTheFileStartsAnew(String text) throws IOException {
        Path part = directory.resolve("x.part");
        Files.writeString(Sidecar.of(part), text);
        assertThat(Sidecar.read(part)).isEmpty();
    }
}
