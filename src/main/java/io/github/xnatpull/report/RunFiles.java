package io.github.xnatpull.report;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.Receipts;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.RunRecords.ResourceRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The files of one run: those that landed in it, from the receipts, and those it could not get or got otherwise than
 * listed, from the file faults. Holds the files of one resource at a time.
 */
final class RunFiles {
    private final RunRecords records;
    private final Receipts receipts;

    RunFiles(RunRecords records, Receipts receipts) {
        this.records = records;
        this.receipts = receipts;
    }

    /**
     * One file.
     *
     * @param path relative to the destination; blank where the file is not there
     */
    record FileRow(
            String status,
            PlanItem item,
            String file,
            String path,
            OptionalLong bytes,
            OptionalLong bytesExpected,
            String md5,
            String md5Expected,
            String proof) {}

    /** Passes on every file of the run, resource by resource in the order of the manifest. */
    void of(String run, Consumer<FileRow> each) {
        records.resources(run, resource -> ofResource(run, resource, each));
    }

    private void ofResource(String run, ResourceRecord resource, Consumer<FileRow> each) {
        Map<String, FileFault> faults = new LinkedHashMap<>();
        faultsOf(run, resource).forEach(fault -> faults.putIfAbsent(fault.file(), fault));
        for (ReceiptFile file : landedFiles(run, resource)) {
            String path = resource.landed().map(row -> row.folder() + "/").orElse("") + file.path();
            FileFault fault = faults.remove(file.file());
            each.accept(new FileRow(
                    fault == null ? Status.LANDED.word() : word(resource, fault),
                    resource.item(),
                    file.file(),
                    path,
                    OptionalLong.of(file.bytes()),
                    file.bytesExpected(),
                    file.md5(),
                    file.md5Expected().orElse(""),
                    file.proof().word()));
        }
        faults.values().forEach(fault -> each.accept(row(resource, fault)));
    }

    private List<FileFault> faultsOf(String run, ResourceRecord resource) {
        return resource.status().isFailure() || isKnownGap(resource)
                ? records.fileFaults(run, resource.item())
                : List.of();
    }

    private List<ReceiptFile> landedFiles(String run, ResourceRecord resource) {
        return resource.landed()
                .filter(row -> row.landedInRun().equals(run))
                .flatMap(row -> receipts.recorded(row.key(), row.receiptId()))
                .map(Receipt::files)
                .orElse(List.of());
    }

    private static boolean isKnownGap(ResourceRecord resource) {
        return resource.status() == Status.KNOWN_GAP;
    }

    private static String word(ResourceRecord resource, FileFault fault) {
        return isKnownGap(resource) ? Status.KNOWN_GAP.word() : word(fault.code());
    }

    private static FileRow row(ResourceRecord resource, FileFault fault) {
        return new FileRow(
                word(resource, fault),
                resource.item(),
                fault.file(),
                fault.bytes().isPresent() ? fault.path() : "",
                fault.bytes(),
                fault.bytesExpected(),
                fault.md5(),
                fault.md5Expected(),
                "");
    }

    /** The status of a file with this fault. */
    static String word(FaultCode code) {
        if (code == FaultCode.FILE_MISSING || code == FaultCode.ZIP_MISSING_ENTRY) {
            return "missing";
        }
        if (code == FaultCode.SIZE_MISMATCH || code == FaultCode.DIGEST_MISMATCH) {
            return "mismatch";
        }
        if (code == FaultCode.CONFLICT || code == FaultCode.UNADDRESSABLE) {
            return code.name().toLowerCase(java.util.Locale.ROOT);
        }
        return Status.FAILED.word();
    }
}
