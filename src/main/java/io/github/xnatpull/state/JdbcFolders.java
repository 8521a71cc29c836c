package io.github.xnatpull.state;

import io.github.xnatpull.layout.PortableNames;
import io.github.xnatpull.ledger.Folders;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Folder claims in table {@code xp_folder}. One writer at a time: the plan's. */
public final class JdbcFolders implements Folders {
    private final StateDatabase state;
    private final JdbcTemplate jdbc;

    public JdbcFolders(StateDatabase state) {
        this.state = state;
        this.jdbc = state.jdbc();
    }

    @Override
    public String claim(String owner, List<String> candidates) {
        List<String> given = jdbc.queryForList("select folder from xp_folder where owner = ?", String.class, owner);
        if (!given.isEmpty()) {
            return given.get(0);
        }
        for (String candidate : candidates) {
            String folded = PortableNames.folded(candidate);
            Integer taken =
                    jdbc.queryForObject("select count(*) from xp_folder where folded = ?", Integer.class, folded);
            if (taken != null && taken == 0) {
                jdbc.update("insert into xp_folder (folded, folder, owner) values (?, ?, ?)", folded, candidate, owner);
                return candidate;
            }
        }
        throw new IllegalStateException("no candidate for a folder is unique");
    }

    @Override
    public void clear() {
        state.transactions().executeWithoutResult(transaction -> jdbc.update("delete from xp_folder"));
    }

    /**
     * Gives a folder back to its owner, as a receipt tells, where neither has been given otherwise. Joins the caller's
     * transaction.
     */
    public void restore(String owner, String folder) {
        String folded = PortableNames.folded(folder);
        Integer given = jdbc.queryForObject(
                "select count(*) from xp_folder where owner = ? or folded = ?", Integer.class, owner, folded);
        if (given != null && given == 0) {
            jdbc.update("insert into xp_folder (folded, folder, owner) values (?, ?, ?)", folded, folder, owner);
        }
    }
}
