package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.StoredFolders;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Whether a resource of which no file is listed is empty. A catalogue that is lost, or whose disk is not there, gives the
 * same listing (contract §2.11, §16.2): it is believed where the server counts no file, or shows the resource's folder
 * with no file in it. Safe for many threads.
 */
final class EmptyListings {
    /** Sessions of which resources may be under way or tried again soon. */
    private static final int KEPT = 64;

    private final XnatCatalogue catalogue;
    private final Map<String, FutureTask<StoredFolders>> sessions = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FutureTask<StoredFolders>> eldest) {
            return size() > KEPT;
        }
    });

    EmptyListings(XnatCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Says that the resource is empty.
     *
     * @param landed what the ledger has of it; an empty resource is remembered there, by its id
     * @throws Fault {@code LIST_INCOMPLETE} where the server has files of it, or had; {@code EMPTY_UNCONFIRMED} where nobody
     *     can say
     */
    void require(PlanItem item, Optional<LedgerRow> landed) {
        if (item.hints().count().isPresent()) {
            long counted = item.hints().count().getAsLong();
            if (counted > 0) {
                throw incomplete(item, "the server counts " + Plural.of(counted, "file") + ", and lists none");
            }
            return;
        }
        if (landed.filter(row -> isKnown(row, item)).isPresent()) {
            return;
        }
        if (landed.filter(row -> row.extent().files() > 0).isPresent()) {
            throw incomplete(item, "files of it have landed, and the server lists none, without a count");
        }
        if (item.session().accessionId().isEmpty()) {
            throw unconfirmed(item, "XNAT shows the folders of sessions only", Optional.empty());
        }
        long files = folders(item)
                .files(item.key(), item.label(), item.assessorLabel())
                .orElseThrow(() ->
                        unconfirmed(item, "its folder is not among those that the server shows", Optional.empty()));
        if (files > 0) {
            throw incomplete(item, "the server has " + Plural.of(files, "file") + " in its folder, and lists none");
        }
    }

    /** That a resource was found to be empty is not enough: versions before did not ask whether it is. */
    private static boolean isKnown(LedgerRow row, PlanItem item) {
        return row.status() == Status.EMPTY
                && row.hints().count().equals(OptionalLong.of(0))
                && row.resourceId().equals(item.address().resourceId());
    }

    /** One request a session, whatever comes of it, and however many ask. */
    private StoredFolders folders(PlanItem item) {
        String asked = item.session().accessionId();
        FutureTask<StoredFolders> task = new FutureTask<>(() -> new StoredFolders(catalogue.storedFiles(asked)));
        FutureTask<StoredFolders> known = sessions.putIfAbsent(asked, task);
        FutureTask<StoredFolders> answer = known == null ? task : known;
        answer.run(); // no more than once
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransferContext.stopped(e);
        } catch (ExecutionException e) {
            Fault fault = Fault.in(e).orElseThrow(() -> new IllegalStateException(e.getCause()));
            if (TransferContext.endsRun(fault)) {
                throw fault;
            }
            throw unconfirmed(item, "the server does not show its folder: " + fault.because(), Optional.of(fault));
        }
    }

    private static Fault incomplete(PlanItem item, String because) {
        return Fault.fault(FaultCode.LIST_INCOMPLETE)
                .trying("list the files of " + item.display())
                .meaning("What landed of it before stays")
                .advice(
                        "If it persists, have its catalogue looked at and refreshed on the server; or leave the resource out.")
                .because(because);
    }

    private static Fault unconfirmed(PlanItem item, String because, Optional<Fault> cause) {
        return Fault.fault(FaultCode.EMPTY_UNCONFIRMED)
                .trying("confirm that " + item.display() + ", of which the server lists no file, is empty")
                .cause(cause.orElse(null))
                .because(because);
    }
}
