package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.xnat.FileRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts into words and numbers what became of a resource. */
final class Outcomes {

    private Outcomes() {}

    /** It is there and has no files; what landed of it once stays ours. */
    static Outcome empty(Optional<LedgerRow> landed) {
        return new Outcome(
                Status.EMPTY,
                new Extent(0, 0, 0, OptionalLong.of(0), Proof.NONE),
                0,
                1,
                Optional.empty(),
                "",
                List.of(),
                receiptBefore(landed));
    }

    /** The receipt of what landed before: without it nobody could say later what is to be here. */
    static String receiptBefore(Optional<LedgerRow> landed) {
        return landed.map(LedgerRow::receiptId).orElse("");
    }

    /** It could not be had, or is not there any more. */
    static Outcome without(Fault fault, long bytesMoved) {
        Status status = fault.code() == FaultCode.GONE_SINCE_PLAN ? Status.GONE : Status.FAILED;
        return new Outcome(
                status,
                Extent.NOTHING,
                bytesMoved,
                1,
                Optional.of(fault.code()),
                String.valueOf(fault.getMessage()),
                List.of(),
                "");
    }

    /**
     * It is here, as far as it is.
     *
     * @param clean its status where it has no faults
     * @param here the listed files that are in place
     */
    static Outcome of(
            Status clean,
            Collection<FileRow> listed,
            Map<String, ReceiptFile> here,
            List<FileFault> faults,
            long bytesMoved,
            String receiptId) {
        Set<String> faulty = faults.stream().map(FileFault::file).collect(Collectors.toSet());
        long files = 0;
        long bytes = 0;
        for (ReceiptFile file : here.values()) {
            if (!faulty.contains(file.file())) {
                files++;
                bytes += file.bytes();
            }
        }
        Optional<FaultCode> code = worst(faults);
        Status status = code.isEmpty() ? clean : code.get() == FaultCode.CONFLICT ? Status.CONFLICT : Status.INCOMPLETE;
        return new Outcome(
                status,
                new Extent(files, bytes, listed.size(), bytesListed(listed), proof(here.values())),
                bytesMoved,
                1,
                code,
                words(code, faults, listed.size()),
                List.copyOf(faults),
                receiptId);
    }

    /** Something that is not ours turned up in a file's place. */
    static FileFault inTheWay(PlanItem item, ReceiptFile row) {
        return new FileFault(
                row.file(),
                item.folder() + "/" + row.path(),
                OptionalLong.empty(),
                row.bytesExpected(),
                "",
                row.md5Expected().orElse(""),
                FaultCode.CONFLICT,
                "a file that xnatpull did not write is in its place, and stays as it is");
    }

    private static Proof proof(Collection<ReceiptFile> files) {
        return files.isEmpty()
                ? Proof.NONE
                : Proof.weakest(files.stream().map(ReceiptFile::proof).collect(Collectors.toSet()));
    }

    /** A conflict needs somebody to act here, the others on the server. */
    private static Optional<FaultCode> worst(List<FileFault> faults) {
        Optional<FaultCode> conflict = faults.stream()
                .map(FileFault::code)
                .filter(code -> code == FaultCode.CONFLICT)
                .findFirst();
        return conflict.isPresent()
                ? conflict
                : faults.stream().map(FileFault::code).findFirst();
    }

    private static String words(Optional<FaultCode> code, List<FileFault> faults, int listed) {
        if (code.isEmpty()) {
            return "";
        }
        String first = faults.stream()
                .filter(fault -> fault.code() == code.get())
                .map(FileFault::message)
                .findFirst()
                .orElse("");
        String some = faults.size() + " of " + Plural.of(listed, "file");
        return code.get() == FaultCode.CONFLICT
                ? some + " cannot be put into place: " + first
                : some + (faults.size() == 1 ? " is" : " are") + " not here as listed: " + first;
    }

    private static OptionalLong bytesListed(Collection<FileRow> rows) {
        long bytes = 0;
        for (FileRow row : rows) {
            if (row.size().isEmpty()) {
                return OptionalLong.empty();
            }
            bytes += row.size().getAsLong();
        }
        return OptionalLong.of(bytes);
    }
}
