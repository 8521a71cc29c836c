package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Whether a resource of which no file is listed is empty. A catalogue that is lost, or whose disk is not there, gives the
 * same listing (contract §2.11, §16.2): it is believed where the server counts no file, or shows the resource's folder
 * with no file in it. Safe for many threads.
 */
final class EmptyListings {
    private static final String CATALOGUE = "_catalog.xml";
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
                .files(item)
                .orElseThrow(() ->
                        unconfirmed(item, "its folder is not among those that the server shows", Optional.empty()));
        if (files > 0) {
            throw incomplete(item, "the server has " + Plural.of(files, "file") + " in its folder, and lists none");
        }
    }

    private static boolean isKnown(LedgerRow row, PlanItem item) {
        return row.status() == Status.EMPTY
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

    /** The folders below that of a session, with the number of files in each that are no catalogues. */
    private static final class StoredFolders {
        private final Map<String, Long> files = new HashMap<>();

        StoredFolders(List<String> paths) {
            for (String path : paths) {
                long counts = path.endsWith(CATALOGUE) ? 0 : 1;
                for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                    files.merge(path.substring(0, slash), counts, Long::sum);
                }
            }
        }

        /**
         * How many files a resource has. Its label is not always its folder (contract §16.7): where there is none of that
         * name, the folder of the whole part tells, if it has no file.
         *
         * @return empty where its folder is not shown
         */
        Optional<Long> files(PlanItem item) {
            List<String> parts = parts(item);
            if (!item.label().isBlank()) {
                long sum = 0;
                boolean shown = false;
                for (String part : parts) {
                    for (String folder : List.of("/", "/in/", "/out/", "/resources/")) {
                        Optional<Long> here = Optional.ofNullable(files.get(part + folder + item.label()));
                        shown |= here.isPresent();
                        sum += here.orElse(0L);
                    }
                }
                if (shown) {
                    return Optional.of(sum);
                }
            }
            boolean isEmpty = parts.stream().anyMatch(files::containsKey)
                    && parts.stream().allMatch(part -> files.getOrDefault(part, 0L) == 0);
            return isEmpty ? Optional.of(0L) : Optional.empty();
        }

        /** Where the resources of a level lie (contract §16.7); an assessor goes by its label on the disk. */
        private static List<String> parts(PlanItem item) {
            Level level = item.key().level();
            String part = item.key().partId();
            List<String> folders = new ArrayList<>();
            switch (level) {
                case SCAN -> folders.add("SCANS/" + part);
                case SESSION -> folders.add("RESOURCES");
                case ASSESSOR -> {
                    folders.add("ASSESSORS/" + part);
                    folders.add("ASSESSORS/" + item.assessorLabel());
                }
                case RECONSTRUCTION -> folders.add("PROCESSED/" + part);
                case SUBJECT, PROJECT -> throw new IllegalArgumentException(level + " has no folder of a session");
            }
            return folders;
        }
    }
}
