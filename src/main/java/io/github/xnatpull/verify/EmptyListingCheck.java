package io.github.xnatpull.verify;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.plan.StoredFolders;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a resource of which files landed, and of which the server lists none, has none: a lost catalogue gives the same
 * listing (contract §16.2). Safe for many threads.
 */
final class EmptyListingCheck {
    /** Sessions of which resources may be under way. */
    private static final int KEPT = 64;

    private final XnatCatalogue catalogue;
    private final Map<String, StoredFolders> sessions = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StoredFolders> eldest) {
            return size() > KEPT;
        }
    });

    EmptyListingCheck(XnatCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Why the listing is not to be believed; empty where it is.
     *
     * @param counted how many files the server says that the resource has; empty where it states no count
     */
    Optional<String> doubt(LedgerRow row, OptionalLong counted) {
        if (counted.isPresent()) {
            long count = counted.getAsLong();
            return count == 0
                    ? Optional.empty()
                    : Optional.of("the server counts " + files(count) + ", and lists none");
        }
        String blank = "the server lists no file of it and states no count, and ";
        if (row.key().level() == Level.PROJECT || row.key().level() == Level.SUBJECT) {
            return Optional.of(blank + "XNAT shows the folders of sessions only, so nothing confirms that it has none");
        }
        try {
            Optional<Long> stored = folders(row.key().accessionId()).files(row.key(), row.label(), assessorLabel(row));
            if (stored.isEmpty()) {
                return Optional.of(blank
                        + "its folder is not among those that the server shows, so nothing confirms that it has none");
            }
            return stored.get() == 0
                    ? Optional.empty()
                    : Optional.of(blank + "has " + files(stored.get()) + " in its folder");
        } catch (Fault fault) {
            if (fault.code() != FaultCode.NOT_FOUND) {
                ServerComparison.requireItsOwn(fault);
            }
            return Optional.of(
                    blank + "does not show its folder, so nothing confirms that it has none: " + fault.because());
        }
    }

    private static String files(long count) {
        return count + (count == 1 ? " file" : " files");
    }

    private StoredFolders folders(String session) {
        StoredFolders known = sessions.get(session);
        if (known == null) {
            known = new StoredFolders(catalogue.storedFiles(session));
            sessions.put(session, known);
        }
        return known;
    }

    private String assessorLabel(LedgerRow row) {
        return row.key().level() == Level.ASSESSOR
                ? catalogue.assessors(row.key().accessionId()).stream()
                        .filter(one -> one.id().equals(row.key().partId()))
                        .map(AssessorRow::label)
                        .findFirst()
                        .orElse("")
                : "";
    }
}
