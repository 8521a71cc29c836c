package io.github.xnatpull.cli.console;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Plan items: scans of one session. */
final class Items {
    private static final SessionRow SESSION = new SessionRow(
            "TEST", "XNAT_E00001", "Ann_MR1", "XNAT_S00001", "Ann", "TEST", "xnat:mrSessionData", "2024-01-15", "", "");

    private Items() {}

    static PlanItem scan(int number, long mebibytes) {
        return scan(number, "DICOM", OptionalLong.of(mebibytes << 20));
    }

    static PlanItem scan(int number, String resource, OptionalLong size) {
        String scan = Integer.toString(number);
        return new PlanItem(
                number,
                new ResourceKey("TEST", "XNAT_E00001", Level.SCAN, scan, InOut.NONE, resource),
                new ResourceAddress("TEST", "XNAT_S00001", "XNAT_E00001", Level.SCAN, scan, InOut.NONE, "12" + scan),
                SESSION,
                new ScanRow(scan, "T1w", "usable", "xnat:mrScanData", "", ""),
                "",
                "",
                resource,
                "MR1/scans/" + scan,
                Action.FETCH,
                new Hints(OptionalLong.of(10), size));
    }

    static Outcome landed(PlanItem item) {
        long bytes = item.hints().size().orElse(0);
        return new Outcome(
                Status.LANDED,
                new Extent(10, bytes, 10, OptionalLong.of(bytes), Proof.MD5),
                bytes,
                1,
                Optional.empty(),
                "",
                List.of(),
                "r");
    }

    static Outcome failed() {
        return Outcome.without(Status.FAILED, 2, FaultCode.CONNECTION_LOST, "the connection broke");
    }
}
