package io.github.xnatpull.plan;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Status;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of a plan item.
 *
 * @param extent how much of it is on disk now
 * @param bytesMoved that came over the network for it in this try
 * @param tries of this resource in this call
 * @param code why it is not complete
 * @param message the same in words, safe for reports
 * @param fileFaults the files it lacks, or has not as listed
 * @param receiptId the receipt that holds its files, blank where there is none
 */
public record Outcome(
        Status status,
        Extent extent,
        long bytesMoved,
        int tries,
        Optional<FaultCode> code,
        String message,
        List<FileFault> fileFaults,
        String receiptId) {

    /** A file that a resource lacks, or has not as listed; columns of {@code files.csv} and {@code failures.csv}. */
    public record FileFault(
            String file,
            String path,
            OptionalLong bytes,
            OptionalLong bytesExpected,
            String md5,
            String md5Expected,
            FaultCode code,
            String message) {}

    /** The same, accepted as a known gap for a reason. */
    public Outcome accepted(String reason) {
        return new Outcome(
                Status.KNOWN_GAP,
                extent,
                bytesMoved,
                tries,
                code,
                message + " (known gap: " + reason + ")",
                fileFaults,
                receiptId);
    }

    /** An outcome without any file here. */
    public static Outcome without(Status status, int tries, FaultCode code, String message) {
        return new Outcome(status, Extent.NOTHING, 0, tries, Optional.of(code), message, List.of(), "");
    }
}
