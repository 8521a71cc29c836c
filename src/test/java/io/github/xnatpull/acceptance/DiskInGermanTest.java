package io.github.xnatpull.acceptance;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, read-only or gone, on a system that speaks German: nothing ends otherwise. */
class DiskInGermanTest extends DiskTest {
    @BeforeAll
    static void speakGerman(@TempDir Path files) {
        Program.speak(Language.german(files));
    }

    @AfterAll
    static void speakAsBefore() {
        Program.speak(java.util.Map.of());
    }
}
