package io.github.xnatpull.verify;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The ledger session by session, but for projects that this user may not read. That a listing does not show a session proves
 * nothing: whoever takes it asks for the session itself.
 */
public final class LandedSessions {
    private final XnatCatalogue catalogue;
    private final Ledger ledger;
    private final List<LedgerRow> group = new ArrayList<>();
    private final Set<String> readable = new HashSet<>();
    private final Map<String, Long> refused;
    private final BiConsumer<String, Fault> onRefusal;

    /**
     * @param refused projects that this user may not read: they are passed over
     * @param onRefusal is told of each other one
     */
    public LandedSessions(
            XnatCatalogue catalogue, Ledger ledger, Collection<String> refused, BiConsumer<String, Fault> onRefusal) {
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.refused = new HashMap<>();
        refused.forEach(name -> this.refused.put(name, 0L));
        this.onRefusal = onRefusal;
    }

    /** How many resources landed of projects that this user may not read. */
    public Map<String, Long> refused() {
        return refused;
    }

    /**
     * Passes on every session, subject and project of which something landed.
     *
     * @param each gets it as far as the ledger knows it, and what landed of it
     */
    public void forEach(BiConsumer<SessionRow, List<LedgerRow>> each) {
        ledger.forEach(row -> {
            if (!group.isEmpty() && !belongs(group.get(0), row)) {
                passOn(each);
            }
            group.add(row);
        });
        if (!group.isEmpty()) {
            passOn(each);
        }
    }

    private static boolean belongs(LedgerRow one, LedgerRow other) {
        return one.key().project().equals(other.key().project())
                && one.key().accessionId().equals(other.key().accessionId());
    }

    private void passOn(BiConsumer<SessionRow, List<LedgerRow>> each) {
        String name = group.get(0).key().project();
        if (isReadable(name)) {
            each.accept(session(group.get(0)), List.copyOf(group));
        } else {
            refused.merge(name, (long) group.size(), Long::sum);
        }
        group.clear();
    }

    private static SessionRow session(LedgerRow row) {
        String project = row.key().project();
        String id = row.key().accessionId();
        Level level = row.key().level();
        boolean above = level == Level.PROJECT || level == Level.SUBJECT;
        return new SessionRow(project, above ? "" : id, "", above ? id : "", "", project, "", "", "", "");
    }

    /** Asks once a project. */
    private boolean isReadable(String name) {
        if (refused.containsKey(name)) {
            return false;
        }
        if (readable.add(name)) {
            try {
                catalogue.sessions(name);
            } catch (Fault fault) {
                if (fault.code() == FaultCode.AUTH_FORBIDDEN) {
                    readable.remove(name);
                    refused.put(name, 0L);
                    onRefusal.accept(name, fault);
                    return false;
                }
                // What else is wrong shows with each session.
            }
        }
        return true;
    }
}
