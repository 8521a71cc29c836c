package io.github.xnatpull.transfer;

import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.plan.PlanItem;
import java.util.List;
import java.util.OptionalLong;

/** What the server counts of a resource, beside what it lists of each file: all that there is where it lists nothing. */
record CountedBytes(PlanItem item) {

    /** Proven files that only the CRC of their entries speaks for. */
    static List<String> bare(DownloadState files) {
        return files.proven().values().stream()
                .filter(file -> file.proof() == Proof.CRC)
                .map(ReceiptFile::file)
                .toList();
    }

    /** The bytes of all that is listed, where the server counts others; empty where nothing can be said. */
    OptionalLong unlike(DownloadState files) {
        long counted = item.hints().size().orElse(0);
        OptionalLong sum = bare(files).isEmpty() ? OptionalLong.empty() : files.sum();
        return counted <= 0 || sum.equals(OptionalLong.of(counted)) ? OptionalLong.empty() : sum;
    }

    /** Whether all that came is together as long as the server counts. */
    boolean isMet(DownloadState files) {
        OptionalLong counted = item.hints().size();
        return counted.isPresent() && counted.equals(files.sum());
    }
}
