package io.github.xnatpull.state;

import io.github.xnatpull.layout.PortableNames;
import io.github.xnatpull.ledger.Folders;
import java.util.List;
import java.util.Optional;

/** Folder claims in table {@code xp_folder}. One writer at a time: the plan's. */
public final class JdbcFolders implements Folders {
    private final StateDatabase state;
    private final Statements sql;

    public JdbcFolders(StateDatabase state) {
        this.state = state;
        this.sql = state.statements("folders");
    }

    @Override
    public String claim(String owner, List<String> candidates) {
        Optional<String> given = sql.of("of-owner")
                .param("owner", owner)
                .query((row, index) -> row.getString("folder"))
                .optional();
        if (given.isPresent()) {
            return given.get();
        }
        for (String candidate : candidates) {
            String folded = PortableNames.folded(candidate);
            if (Statements.number(sql.of("count-taken").param("folded", folded)) == 0) {
                insert(owner, candidate, folded);
                return candidate;
            }
        }
        throw new IllegalStateException("no candidate for a folder is unique");
    }

    private void insert(String owner, String folder, String folded) {
        sql.of("insert")
                .param("folded", folded)
                .param("folder", folder)
                .param("owner", owner)
                .update();
    }

    @Override
    public void clear() {
        state.transactions()
                .executeWithoutResult(transaction -> sql.of("delete-all").update());
    }

    /**
     * Gives a folder back to its owner, as a receipt tells, where neither has been given otherwise. Joins the caller's
     * transaction.
     */
    public void restore(String owner, String folder) {
        String folded = PortableNames.folded(folder);
        long given = Statements.number(
                sql.of("count-owned-or-taken").param("owner", owner).param("folded", folded));
        if (given == 0) {
            insert(owner, folder, folded);
        }
    }
}
