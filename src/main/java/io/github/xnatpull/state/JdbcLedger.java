package io.github.xnatpull.state;

import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** The ledger in table {@code xp_ledger}. Nothing is read unbounded: HSQLDB holds whole results in memory. */
public final class JdbcLedger implements Ledger {
    private static final int PAGE = 1000;
    private static final RowMapper<LedgerRow> ROW = (row, index) -> Rows.ledger(row, Rows.key(row), "");
    private final Statements sql;

    public JdbcLedger(StateDatabase state) {
        this.sql = state.statements("ledger");
    }

    @Override
    public List<LedgerRow> ofSession(String project, String accessionId) {
        return sql.of("of-session")
                .param("project", project)
                .param("accessionId", accessionId)
                .query(ROW)
                .list();
    }

    @Override
    public List<LedgerRow> inFolder(String folder) {
        return sql.of("in-folder").param("folder", folder).query(ROW).list();
    }

    @Override
    public long countOutside(String project, Set<String> accessionIds) {
        AtomicLong outside = new AtomicLong();
        bySession(project, count -> {
            outside.addAndGet(accessionIds.contains(count.accessionId()) ? 0 : count.rows());
            return true;
        });
        return outside.get();
    }

    @Override
    public List<String> sessionsOutside(String project, Set<String> accessionIds, int most) {
        List<String> outside = new ArrayList<>();
        bySession(project, count -> {
            if (!accessionIds.contains(count.accessionId())) {
                outside.add(count.accessionId());
            }
            return outside.size() < most;
        });
        return outside;
    }

    /** @param each says whether it goes on */
    private void bySession(String project, Predicate<Count> each) {
        String after = "";
        while (true) {
            List<Count> page = sql.of("count-by-session")
                    .param("project", project)
                    .param("after", after)
                    .param("limit", PAGE)
                    .query((row, index) -> new Count(row.getString("accession_id"), row.getLong("n")))
                    .list();
            for (Count count : page) {
                if (!each.test(count)) {
                    return;
                }
                after = count.accessionId();
            }
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    @Override
    public void record(LedgerRow row) {
        SqlParameterSource values = values(row);
        if (sql.of("update").paramSource(values).update() == 0) {
            sql.of("insert").paramSource(values).update();
        }
    }

    private static SqlParameterSource values(LedgerRow row) {
        return key(row.key())
                .addValue("resourceId", row.resourceId())
                .addValue("label", row.label())
                .addValue("folder", row.folder())
                .addValue("status", row.status().word())
                .addValue("files", row.extent().files())
                .addValue("bytes", row.extent().bytes())
                .addValue("filesExpected", row.extent().filesExpected())
                .addValue("bytesExpected", Rows.nullable(row.extent().bytesExpected()))
                .addValue("countHint", Rows.nullable(row.hints().count()))
                .addValue("sizeHint", Rows.nullable(row.hints().size()))
                .addValue("proof", row.extent().proof().word())
                .addValue("landedAt", row.landedAt().toEpochMilli())
                .addValue("landedInRun", row.landedInRun())
                .addValue("lastSeenRun", row.lastSeenRun())
                .addValue("receiptId", row.receiptId())
                .addValue("checkedAt", row.checkedAt().toEpochMilli());
    }

    private static MapSqlParameterSource key(ResourceKey key) {
        return new MapSqlParameterSource()
                .addValue("project", key.project())
                .addValue("accessionId", key.accessionId())
                .addValue("level", key.level().word())
                .addValue("partId", key.partId())
                .addValue("inOut", key.inOut().word())
                .addValue("name", key.name());
    }

    @Override
    public void seen(Collection<ResourceKey> keys, String run) {
        sql.batch("seen", List.copyOf(keys), key -> key(key).addValue("run", run));
    }

    @Override
    public boolean isEmpty() {
        return sql.of("any").query((row, index) -> row.getInt(1)).list().isEmpty();
    }

    @Override
    public void forEach(Consumer<LedgerRow> each) {
        String after = "";
        while (true) {
            List<String> page = sql.of("projects")
                    .param("after", after)
                    .param("limit", PAGE)
                    .query((row, index) -> row.getString(1))
                    .list();
            for (String project : page) {
                forEachOf(project, each);
                after = project;
            }
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    private void forEachOf(String project, Consumer<LedgerRow> each) {
        String after = null;
        while (true) {
            List<String> page = sessions(project, after);
            for (String accession : page) {
                ofSession(project, accession).forEach(each);
                after = accession;
            }
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    private List<String> sessions(String project, @Nullable String after) {
        return (after == null ? sql.of("first-sessions") : sql.of("sessions").param("after", after))
                .param("project", project)
                .param("limit", PAGE)
                .query((row, index) -> row.getString(1))
                .list();
    }

    private record Count(String accessionId, long rows) {}
}
