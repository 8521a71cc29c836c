package io.github.xnatpull.transfer.archive;

import io.github.xnatpull.fault.FaultCode;
import java.util.Optional;

/**
 * How the reading of an archive ended.
 *
 * @param entries begun
 * @param flaw why it is not a whole archive; empty where it has its end and as many entries as it says
 * @param words the same as half a sentence
 */
public record ArchiveEnd(long entries, Optional<FaultCode> flaw, String words) {
    static ArchiveEnd whole(long entries) {
        return new ArchiveEnd(entries, Optional.empty(), "");
    }

    static ArchiveEnd flawed(long entries, FaultCode code, String words) {
        return new ArchiveEnd(entries, Optional.of(code), words);
    }
}
