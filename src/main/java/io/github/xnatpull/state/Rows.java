package io.github.xnatpull.state;

import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rows of result sets as records. */
final class Rows {
    private Rows() {}

    static PlanItem item(ResultSet row) throws SQLException {
        ResourceKey key = key(row);
        SessionRow session = new SessionRow(
                key.project(),
                key.level() == Level.SUBJECT || key.level() == Level.PROJECT ? "" : key.accessionId(),
                row.getString("s_label"),
                row.getString("s_subject_id"),
                row.getString("s_subject_label"),
                row.getString("s_owner"),
                row.getString("s_xsi_type"),
                row.getString("s_date"),
                row.getString("s_insert_date"),
                row.getString("s_last_modified"));
        ScanRow scan = key.level() == Level.SCAN
                ? new ScanRow(
                        key.partId(),
                        row.getString("scan_type"),
                        row.getString("scan_quality"),
                        row.getString("scan_xsi"),
                        row.getString("scan_description"),
                        "")
                : PlanItem.NO_SCAN;
        ResourceAddress address = new ResourceAddress(
                key.project(),
                row.getString("subject_id"),
                session.accessionId(),
                key.level(),
                key.partId(),
                key.inOut(),
                row.getString("resource_id"));
        return new PlanItem(
                row.getLong("number"),
                key,
                address,
                session,
                scan,
                row.getString("assessor_type"),
                row.getString("assessor_label"),
                row.getString("label"),
                row.getString("folder"),
                Action.valueOf(row.getString("action")),
                new Hints(number(row, "count_hint"), number(row, "size_hint")));
    }

    static Optional<LedgerRow> joinedLedger(ResultSet row) throws SQLException {
        return row.getString("l_status") == null ? Optional.empty() : Optional.of(ledger(row, key(row), "l_"));
    }

    static ResourceKey key(ResultSet row) throws SQLException {
        return new ResourceKey(
                row.getString("project"),
                row.getString("accession_id"),
                level(row.getString("level")),
                row.getString("part_id"),
                inOut(row.getString("in_out")),
                row.getString("name"));
    }

    static LedgerRow ledger(ResultSet row, ResourceKey key, String prefix) throws SQLException {
        return new LedgerRow(
                key,
                row.getString(prefix + "resource_id"),
                row.getString(prefix + "label"),
                row.getString(prefix + "folder"),
                Status.of(row.getString(prefix + "status")),
                new Extent(
                        row.getLong(prefix + "files"),
                        row.getLong(prefix + "bytes"),
                        row.getLong(prefix + "files_expected"),
                        number(row, prefix + "bytes_expected"),
                        Proof.of(row.getString(prefix + "proof"))),
                new Hints(number(row, prefix + "count_hint"), number(row, prefix + "size_hint")),
                Instant.ofEpochMilli(row.getLong(prefix + "landed_at")),
                row.getString(prefix + "landed_in_run"),
                row.getString(prefix + "last_seen_run"),
                row.getString(prefix + "receipt_id"),
                Instant.ofEpochMilli(checkedAt(row, prefix + "checked_at").orElse(row.getLong(prefix + "landed_at"))));
    }

    /** Empty in rows of older versions, and in tables of theirs that are only read: what landed was compared then. */
    private static OptionalLong checkedAt(ResultSet row, String name) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        for (int column = columns.getColumnCount(); column > 0; column--) {
            if (columns.getColumnLabel(column).equalsIgnoreCase(name)) {
                return number(row, name);
            }
        }
        return OptionalLong.empty();
    }

    static SessionRow session(ResultSet row) throws SQLException {
        return new SessionRow(
                row.getString("project"),
                row.getString("accession_id"),
                row.getString("label"),
                row.getString("subject_id"),
                row.getString("subject_label"),
                row.getString("owner"),
                row.getString("xsi_type"),
                row.getString("session_date"),
                row.getString("insert_date"),
                row.getString("last_modified"));
    }

    static OptionalLong number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        OptionalLong millis = number(row, column);
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }

    static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    static @Nullable Long nullable(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static Level level(String word) {
        return Level.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static InOut inOut(@Nullable String word) {
        return word == null || word.isEmpty() ? InOut.NONE : InOut.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Fits a text into its column; what is cut is only ever text for people. */
    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
