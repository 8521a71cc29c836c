package io.github.xnatpull.xnat.rest;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.ReconstructionRow;
import io.github.xnatpull.xnat.ScanRow;
import java.util.List;
import java.util.function.Function;

/** Scans, assessors and reconstructions of a session (contract §2.8). */
final class SessionParts {
    private final Listings listings;
    private final Existence existence;

    SessionParts(Listings listings, Existence existence) {
        this.listings = listings;
        this.existence = existence;
    }

    List<ScanRow> scans(String sessionId) {
        return list(
                sessionId,
                "scans",
                row -> new ScanRow(
                        row.text("ID"),
                        row.text("type"),
                        row.text("quality"),
                        row.text("xsiType"),
                        row.text("series_description"),
                        row.text("note")));
    }

    List<AssessorRow> assessors(String sessionId) {
        return list(
                sessionId,
                "assessors",
                row -> new AssessorRow(row.text("ID"), row.text("label"), row.text("xsiType"), row.text("date")));
    }

    List<ReconstructionRow> reconstructions(String sessionId) {
        return list(sessionId, "reconstructions", row -> new ReconstructionRow(row.text("ID"), row.text("type")));
    }

    private <T> List<T> list(String sessionId, String kind, Function<Row, T> record) {
        String action = "list the " + kind + " of session " + sessionId;
        ListQuery query = ListQuery.of(Addresses.session(sessionId).plus(kind), action)
                .whenServerFails(() -> existence.goneSession(sessionId, action));
        try {
            return listings.list(query, record).stream().distinct().toList();
        } catch (Fault fault) {
            throw fault.code() == FaultCode.NOT_FOUND
                    ? existence.goneSession(sessionId, action).orElse(fault)
                    : fault;
        }
    }
}
