package io.github.xnatpull.report;

import io.github.xnatpull.support.AtomicFile;
import io.github.xnatpull.support.AtomicFile.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code REPORTS/latest}: a link to the newest run's reports, or a text file with its name where the file store has no
 * links.
 */
final class LatestLink {
    static final String NAME = "latest";

    private LatestLink() {}

    /** Lets {@code latest} beside the run's directory point to it. */
    static void pointTo(Path directory) throws IOException {
        Path link = directory.resolveSibling(NAME);
        if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(link + " is a folder that xnatpull did not make");
        }
        Path temporary = directory.resolveSibling("." + NAME + ".tmp");
        Files.deleteIfExists(temporary);
        try {
            Files.createSymbolicLink(temporary, directory.getFileName());
            Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException noLinks) {
            Files.deleteIfExists(temporary);
            AtomicFile.replace(link, Access.GROUP, out -> out.append(
                            directory.getFileName().toString())
                    .append('\n'));
        }
    }
}
