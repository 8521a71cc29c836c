package io.github.xnatpull.verify;

import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.report.Difference;
import java.util.List;

/**
 * What a comparison looked at, and what it found.
 *
 * @param resources looked at
 * @param files looked at
 * @param bytes of those files as they landed
 * @param incomplete of the resources, those that never came whole
 * @param bySize of the files, those that were compared by their size only, as no digest is listed
 * @param byName of the files, those that were compared by their name only, as neither size nor digest is listed
 */
public record ComparisonCounts(
        long resources,
        long files,
        long bytes,
        long incomplete,
        long bySize,
        long byName,
        List<Difference> differences) {
    /** What could not be compared, and why not. */
    static ComparisonCounts notLooked(LedgerRow row, String why) {
        return of(row, List.of(), List.of(Difference.notLooked(Difference.Resource.of(row), row.folder(), why)));
    }

    /** What is on the server and not here. */
    static ComparisonCounts beyond(Difference difference) {
        return new ComparisonCounts(0, 0, 0, 0, 0, 0, List.of(difference));
    }

    static ComparisonCounts of(LedgerRow row, List<ReceiptFile> files, List<Difference> differences) {
        return of(row, files, 0, 0, differences);
    }

    static ComparisonCounts of(
            LedgerRow row, List<ReceiptFile> files, long bySize, long byName, List<Difference> differences) {
        boolean whole = row.status() == Status.LANDED || row.status() == Status.EMPTY;
        return new ComparisonCounts(
                1,
                files.size(),
                files.stream().mapToLong(ReceiptFile::bytes).sum(),
                whole ? 0 : 1,
                bySize,
                byName,
                differences);
    }
}
