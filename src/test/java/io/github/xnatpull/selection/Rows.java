package io.github.xnatpull.selection;

import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import java.util.OptionalLong;

/** Catalogue rows in few words. */
final class Rows {
    private Rows() {}

    static SessionRow session(String id, String label) {
        return session("P", id, label, "xnat:mrSessionData", "2024-01-15");
    }

    static SessionRow session(String project, String id, String label, String type, String date) {
        return new SessionRow(project, id, label, "S_" + id, "SUBJ_" + label, project, type, date, "", "");
    }

    static SessionRow ofSubject(String id, String label, String subjectId, String subjectLabel) {
        return new SessionRow("P", id, label, subjectId, subjectLabel, "P", "xnat:mrSessionData", "2024-01-15", "", "");
    }

    static ScanRow scan(String id, String type) {
        return scan(id, type, "usable");
    }

    static ScanRow scan(String id, String type, String quality) {
        return new ScanRow(id, type, quality, "xnat:mrScanData", "", "");
    }

    static AssessorRow assessor(String id, String label, String type) {
        return new AssessorRow(id, label, type, "");
    }

    static ResourceRow resource(Level level, String part, String id, String label) {
        InOut inOut = level == Level.ASSESSOR || level == Level.RECONSTRUCTION ? InOut.OUT : InOut.NONE;
        return new ResourceRow(level, part, inOut, id, label, OptionalLong.empty(), OptionalLong.empty(), "", "");
    }
}
