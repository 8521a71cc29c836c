package io.github.xnatpull.report;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.Receipt;
import io.github.xnatpull.ledger.ReceiptFile;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunRecords.Counts;
import io.github.xnatpull.plan.RunRecords.ResourceRecord;
import io.github.xnatpull.plan.RunRecords.SessionRecord;
import io.github.xnatpull.plan.SessionPlan.Listed;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Rows as a run leaves them: one session {@code XNAT_E00001}, its scan 1, resources by name. */
final class Rows {
    static final String RUN = "nightly-20260102-020000";
    static final SessionRow SESSION = new SessionRow(
            "TEST",
            "XNAT_E00001",
            "MR1",
            "XNAT_S00001",
            "Ann, the first",
            "TEST",
            "xnat:mrSessionData",
            "2024-01-15",
            "",
            "");

    private Rows() {}

    static PlanItem item(String resource, Level level, String partId) {
        InOut inOut = level == Level.ASSESSOR || level == Level.RECONSTRUCTION ? InOut.OUT : InOut.NONE;
        ScanRow scan = level == Level.SCAN
                ? new ScanRow(partId, "T1w", "usable", "xnat:mrScanData", "=t1 \"sag\"", "")
                : PlanItem.NO_SCAN;
        return new PlanItem(
                1,
                new ResourceKey("TEST", "XNAT_E00001", level, partId, inOut, resource),
                new ResourceAddress("TEST", "XNAT_S00001", "XNAT_E00001", level, partId, inOut, "123"),
                SESSION,
                scan,
                level == Level.ASSESSOR ? "fs:fsData" : "",
                "",
                resource,
                "MR1/scans/1/resources/" + resource,
                Action.FETCH,
                new Hints(OptionalLong.of(2), OptionalLong.of(3_000)));
    }

    static ResourceRecord landed(PlanItem item) {
        return record(item, Status.LANDED, Optional.of(ledger(item, RUN)), "", "");
    }

    static ResourceRecord unchanged(PlanItem item) {
        return record(item, Status.UNCHANGED, Optional.of(ledger(item, "nightly-20260101-020000")), "", "");
    }

    static ResourceRecord failed(PlanItem item, FaultCode code) {
        return record(
                item,
                Status.FAILED,
                Optional.empty(),
                code.id(),
                "Tried to download " + item.display() + ", but " + code.summary() + ".");
    }

    static ResourceRecord incomplete(PlanItem item, FaultCode code) {
        return record(item, Status.INCOMPLETE, Optional.of(ledger(item, RUN)), code.id(), code.summary());
    }

    static ResourceRecord record(
            PlanItem item, Status status, Optional<LedgerRow> landed, String code, String message) {
        return new ResourceRecord(
                item, status, 1, OptionalLong.of(2), OptionalLong.of(3_000), landed, code, message, java.util.Map.of());
    }

    static LedgerRow ledger(PlanItem item, String run) {
        return new LedgerRow(
                item.key(),
                "123",
                item.label(),
                item.folder(),
                Status.LANDED,
                new Extent(2, 3_000, 2, OptionalLong.of(3_000), Proof.MD5),
                item.hints(),
                Instant.parse("2026-01-02T02:01:30.987Z"),
                run,
                run,
                "r1");
    }

    static Receipt receipt(PlanItem item, ReceiptFile... files) {
        return new Receipt("r1", item.key(), "123", item.label(), item.folder(), RUN, Instant.EPOCH, List.of(files));
    }

    static ReceiptFile file(String name, Proof proof) {
        return new ReceiptFile(
                name,
                name.replace(':', '_'),
                1_500,
                "0cc175b9c0f1b6a831c399e269772661",
                OptionalLong.of(1_500),
                Optional.of("0cc175b9c0f1b6a831c399e269772661"),
                proof,
                0);
    }

    static SessionRecord session(long landed, long failed) {
        return new SessionRecord(
                SESSION, new Listed(3, 5, 2), new Counts(landed, 0, 0, 0, failed, 0, 0), 3_000, "", true);
    }

    static SessionRecord unplanned() {
        return new SessionRecord(SESSION, Listed.NOTHING, new Counts(0, 0, 0, 0, 0, 0, 0), 0, "", false);
    }
}
