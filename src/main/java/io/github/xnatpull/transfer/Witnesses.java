package io.github.xnatpull.transfer;

import io.github.xnatpull.transfer.Verification.IntegritySource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which bytes came of files that are not as listed, and by which ways. */
final class Witnesses {

    private final Map<String, List<Seen>> seen = new HashMap<>();

    /** How a file came. */
    enum Way {
        /** As an intact entry of an archive. */
        ARCHIVE,
        /** By itself. */
        SINGLE,
        /** In an earlier run. */
        EARLIER;

        static Way of(IntegritySource source) {
            return source == IntegritySource.CRC ? ARCHIVE : SINGLE;
        }
    }

    private record Seen(ReceivedFile received, Way way) {}

    /** A file came so. */
    void add(String file, ReceivedFile received, Way way) {
        seen.computeIfAbsent(file, none -> new ArrayList<>(2)).add(new Seen(received, way));
    }

    /** Whether a file came this way at all. */
    boolean has(String file, Way way) {
        return of(file).stream().anyMatch(one -> one.way() == way);
    }

    /** How often a file came this way with the very same bytes. */
    long count(String file, ReceivedFile received, Way way) {
        return of(file).stream()
                .filter(one -> one.way() == way && one.received().alike(received))
                .count();
    }

    private List<Seen> of(String file) {
        return seen.getOrDefault(file, List.of());
    }
}
