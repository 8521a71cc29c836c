package io.github.xnatpull.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What has landed at a destination, one row a resource, across all runs. */
public interface Ledger {
    /** A destination where nothing ever landed. */
    Ledger EMPTY = new Ledger() {
        @Override
        public List<LedgerRow> ofSession(String project, String accessionId) {
            return List.of();
        }

        @Override
        public List<LedgerRow> inFolder(String folder) {
            return List.of();
        }

        @Override
        public List<String> sessionsOutside(String project, Set<String> accessionIds, int most) {
            return List.of();
        }

        @Override
        public long countOutside(String project, Set<String> accessionIds) {
            return 0;
        }

        @Override
        public void record(LedgerRow row) {
            throw new IllegalStateException("a look records nothing");
        }

        @Override
        public void seen(Collection<ResourceKey> keys, String run) {
            throw new IllegalStateException("a look records nothing");
        }

        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public void forEach(Consumer<LedgerRow> each) {}
    };

    /** Every row of a session (or of a subject, or with a blank id of the project itself) as requested through a project. */
    List<LedgerRow> ofSession(String project, String accessionId);

    /** The rows of those that share this folder; looks through all rows. */
    List<LedgerRow> inFolder(String folder);

    /** How many rows of a project belong to sessions other than these. */
    long countOutside(String project, Set<String> accessionIds);

    /** The first so many other sessions of a project of which something has landed. */
    List<String> sessionsOutside(String project, Set<String> accessionIds, int most);

    /** Writes or replaces a row; joins the caller's transaction. */
    void record(LedgerRow row);

    /** Notes that a run found these on the server; joins the caller's transaction. */
    void seen(Collection<ResourceKey> keys, String run);

    /** Whether nothing ever landed here. */
    boolean isEmpty();

    /** Every row, by key, in pages. */
    void forEach(Consumer<LedgerRow> each);
}
