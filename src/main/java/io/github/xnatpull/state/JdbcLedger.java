package io.github.xnatpull.state;

import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** The ledger in table {@code xp_ledger}. Nothing is read unbounded: HSQLDB holds whole results in memory. */
public final class JdbcLedger implements Ledger {
    private static final int PAGE = 1000;
    private static final String KEY =
            " where project = ? and accession_id = ? and level = ? and part_id = ? and in_out = ? and name = ?";
    private final JdbcTemplate jdbc;

    public JdbcLedger(StateDatabase state) {
        this.jdbc = state.jdbc();
    }

    @Override
    public List<LedgerRow> ofSession(String project, String accessionId) {
        return jdbc.query(
                "select * from xp_ledger where project = ? and accession_id = ?",
                (row, index) -> Rows.ledger(row, Rows.key(row), ""),
                project,
                accessionId);
    }

    @Override
    public List<LedgerRow> inFolder(String folder) {
        return jdbc.query(
                "select * from xp_ledger where folder = ?",
                (row, index) -> Rows.ledger(row, Rows.key(row), ""),
                folder);
    }

    @Override
    public long countOutside(String project, Set<String> accessionIds) {
        long outside = 0;
        String after = "";
        while (true) {
            List<Count> page = jdbc.query(
                    "select accession_id, count(*) as n from xp_ledger where project = ? and accession_id > ?"
                            + " and level not in ('project', 'subject') group by accession_id order by accession_id limit "
                            + PAGE,
                    (row, index) -> new Count(row.getString("accession_id"), row.getLong("n")),
                    project,
                    after);
            for (Count count : page) {
                outside += accessionIds.contains(count.accessionId()) ? 0 : count.rows();
                after = count.accessionId();
            }
            if (page.size() < PAGE) {
                return outside;
            }
        }
    }

    @Override
    public void record(LedgerRow row) {
        Object[] values = {
            row.resourceId(),
            row.label(),
            row.folder(),
            row.status().word(),
            row.extent().files(),
            row.extent().bytes(),
            row.extent().filesExpected(),
            Rows.nullable(row.extent().bytesExpected()),
            Rows.nullable(row.hints().count()),
            Rows.nullable(row.hints().size()),
            row.extent().proof().word(),
            row.landedAt().toEpochMilli(),
            row.landedInRun(),
            row.lastSeenRun(),
            row.receiptId()
        };
        Object[] key = keyValues(row.key());
        int updated = jdbc.update(
                "update xp_ledger set resource_id = ?, label = ?, folder = ?, status = ?, files = ?, bytes = ?, files_expected = ?,"
                        + " bytes_expected = ?, count_hint = ?, size_hint = ?, proof = ?, landed_at = ?, landed_in_run = ?,"
                        + " last_seen_run = ?, receipt_id = ?" + KEY,
                joined(values, key));
        if (updated == 0) {
            jdbc.update(
                    "insert into xp_ledger (resource_id, label, folder, status, files, bytes, files_expected, bytes_expected,"
                            + " count_hint, size_hint, proof, landed_at, landed_in_run, last_seen_run, receipt_id,"
                            + " project, accession_id, level, part_id, in_out, name)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    joined(values, key));
        }
    }

    @Override
    public void seen(Collection<ResourceKey> keys, String run) {
        List<Object[]> updates = new ArrayList<>(keys.size());
        for (ResourceKey key : keys) {
            updates.add(joined(new Object[] {run}, keyValues(key)));
        }
        if (!updates.isEmpty()) {
            jdbc.batchUpdate("update xp_ledger set last_seen_run = ?" + KEY, updates);
        }
    }

    @Override
    public boolean isEmpty() {
        return jdbc.queryForList("select 1 from xp_ledger limit 1", Integer.class)
                .isEmpty();
    }

    @Override
    public void forEach(Consumer<LedgerRow> each) {
        String project = "";
        String accession = "";
        while (true) {
            List<Count> page = jdbc.query(
                    "select distinct project as accession_id, 0 as n from xp_ledger where project > ? order by 1 limit "
                            + PAGE,
                    (row, index) -> new Count(row.getString("accession_id"), 0),
                    project);
            for (Count found : page) {
                project = found.accessionId();
                forEachOf(project, each);
            }
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    private void forEachOf(String project, Consumer<LedgerRow> each) {
        String after = null;
        while (true) {
            List<String> page = after == null
                    ? jdbc.queryForList(
                            "select distinct accession_id from xp_ledger where project = ? order by 1 limit " + PAGE,
                            String.class,
                            project)
                    : jdbc.queryForList(
                            "select distinct accession_id from xp_ledger where project = ? and accession_id > ? order by 1 limit "
                                    + PAGE,
                            String.class,
                            project,
                            after);
            for (String accession : page) {
                ofSession(project, accession).forEach(each);
                after = accession;
            }
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    static Object[] keyValues(ResourceKey key) {
        return new Object[] {
            key.project(),
            key.accessionId(),
            key.level().word(),
            key.partId(),
            key.inOut().word(),
            key.name()
        };
    }

    private static Object[] joined(Object[] first, Object[] second) {
        Object[] all = new Object[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private record Count(String accessionId, long rows) {}
}
