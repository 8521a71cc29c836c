package io.github.xnatpull.verify;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
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
    private Optional<String> project = Optional.empty();

    public LandedSessions(XnatCatalogue catalogue, Ledger ledger) {
        this.catalogue = catalogue;
        this.ledger = ledger;
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
        each.accept(onServer(first), List.copyOf(group));
        group.clear();
    }

    private Optional<SessionRow> onServer(LedgerRow row) {
        String id = row.key().accessionId();
        Level level = row.key().level();
        if (level == Level.PROJECT || level == Level.SUBJECT) {
            return Optional.of(new SessionRow(
                    row.key().project(), "", "", id, "", row.key().project(), "", "", "", ""));
        }
        if (project.filter(row.key().project()::equals).isEmpty()) {
            project = Optional.of(row.key().project());
            listed = sessions(row.key().project());
        }
        return Optional.ofNullable(listed.get(id));
    }

    private Map<String, SessionRow> sessions(String name) {
        Map<String, SessionRow> byId = new HashMap<>();
        try {
            catalogue.sessions(name).forEach(session -> byId.put(session.accessionId(), session));
        } catch (Fault fault) {
            if (fault.code() != FaultCode.NOT_FOUND) {
                throw fault;
            }
        }
        return byId;
    }
}
