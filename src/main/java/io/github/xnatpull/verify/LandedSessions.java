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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The ledger session by session, each with its row on the server. Holds the ids of one project at a time. */
public final class LandedSessions {
    private final XnatCatalogue catalogue;
    private final Ledger ledger;
    private final List<LedgerRow> group = new ArrayList<>();
    private Map<String, SessionRow> listed = Map.of();
    private final Map<String, Long> refused;
    private final BiConsumer<String, Fault> onRefusal;
    private Optional<String> project = Optional.empty();

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
     * @param each gets its row, empty where it is not on the server any more, and what landed of it
     */
    public void forEach(BiConsumer<Optional<SessionRow>, List<LedgerRow>> each) {
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

    private void passOn(BiConsumer<Optional<SessionRow>, List<LedgerRow>> each) {
        LedgerRow first = group.get(0);
        String name = first.key().project();
        list(name);
        if (refused.containsKey(name)) {
            refused.merge(name, (long) group.size(), Long::sum);
        } else {
            each.accept(onServer(first), List.copyOf(group));
        }
        group.clear();
    }

    private Optional<SessionRow> onServer(LedgerRow row) {
        String id = row.key().accessionId();
        Level level = row.key().level();
        if (level == Level.PROJECT || level == Level.SUBJECT) {
            return Optional.of(new SessionRow(
                    row.key().project(), "", "", id, "", row.key().project(), "", "", "", ""));
        }
        return Optional.ofNullable(listed.get(id));
    }

    /** Lists a project once; rows of a project follow each other. */
    private void list(String name) {
        if (!refused.containsKey(name) && project.filter(name::equals).isEmpty()) {
            project = Optional.of(name);
            listed = sessions(name);
        }
    }

    private Map<String, SessionRow> sessions(String name) {
        Map<String, SessionRow> byId = new HashMap<>();
        try {
            catalogue.sessions(name).forEach(session -> byId.put(session.accessionId(), session));
        } catch (Fault fault) {
            if (fault.code() == FaultCode.AUTH_FORBIDDEN) {
                refused.put(name, 0L);
                onRefusal.accept(name, fault);
            } else if (fault.code() != FaultCode.NOT_FOUND) {
                throw fault;
            }
        }
        return byId;
    }
}
