package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.ProgramError;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.storage.Forcer;
import io.github.xnatpull.storage.Placement;
import io.github.xnatpull.storage.Staging;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings resources from the server to their folders: lists what should be there, fetches it into staging, proves it, writes
 * down what is about to move, and moves it. Safe for many threads; each works on a {@link Slice} of its own.
 */
public final class Transfers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);
    private static final int FORCERS = 16;

    private final TransferContext context;
    private final Forcer forcer = new Forcer(FORCERS);
    private final Placement placement;
    private final RowBudget rows;
    private final EmptyListings empties;

    public Transfers(TransferContext context) {
        this(context, RowBudget.ofHeap(Runtime.getRuntime().maxMemory(), context.stop()));
    }

    /** @param rows how many files all transfers together hold in memory */
    Transfers(TransferContext context, RowBudget rows) {
        this.context = context;
        this.rows = rows;
        this.placement = new Placement(context.target().destination(), forcer);
        this.empties = new EmptyListings(context.source().catalogue());
    }

    /**
     * Clears what a dead run has left in staging, but for large partial files that can go on. To be called under the
     * destination's lock, before the first slice.
     */
    public void sweep() {
        try {
            Staging.sweep(
                    context.target().destination(), context.timing().clock().instant());
        } catch (IOException e) {
            throw context.target()
                    .destination()
                    .trouble("clear " + context.target().destination().staging(), e);
        }
    }

    /**
     * Begins a slice.
     *
     * @param items the slice's open items in order, so that consecutive ones can share a listing
     */
    public Slice slice(String run, List<PlanItem> items) {
        return new Slice(
                context,
                placement,
                rows,
                run,
                new SliceListings(context.source().catalogue(), empties, items, rows));
    }

    @Override
    public void close() {
        forcer.close();
    }

    /** One slice, used by one thread. Closing it gives back the memory of what was listed ahead. */
    public static final class Slice implements AutoCloseable {
        private final TransferContext context;
        private final Placement placement;
        private final RowBudget rows;
        private final String run;
        private final SliceListings listings;
        private final Buffers buffers = new Buffers();

        private Slice(
                TransferContext context, Placement placement, RowBudget rows, String run, SliceListings listings) {
            this.context = context;
            this.placement = placement;
            this.rows = rows;
            this.run = run;
            this.listings = listings;
        }

        /**
         * Brings one resource: expect, fetch, prove, intend, place. The caller records the outcome and then settles the
         * receipt that it names. May be called again for an item that failed.
         *
         * @param landed what the ledger has of it
         * @throws Fault that ends the run: login refused, disk full, destination or server away, stopped; everything else
         *     becomes the outcome
         */
        public Outcome transfer(PlanItem item, Optional<LedgerRow> landed) {
            ResourceTransfer transfer = new ResourceTransfer(context, placement, buffers, listings, run, item, landed);
            try (RowBudget.Share share = rows.share(listings::forget)) {
                return transfer.transfer(share);
            } catch (Fault fault) {
                return failed(item, fault, transfer);
            } catch (IOException e) {
                return failed(
                        item,
                        context.target().destination().trouble("put " + item.display() + " into place", e),
                        transfer);
            } catch (RuntimeException e) {
                // One resource that our own mistake concerns must not keep the others from landing.
                LOG.error("{}: {}", item.display(), ProgramError.where(e));
                LOG.debug("a resource ended", e);
                Fault mistake = ProgramError.of("bring " + item.display(), "The other resources go on", e);
                context.observer().warning(String.valueOf(mistake.getMessage()));
                return Outcomes.without(mistake, transfer.bytesMoved());
            }
        }

        private Outcome failed(PlanItem item, Fault fault, ResourceTransfer transfer) {
            if (!TransferContext.endsRun(fault)) {
                return Outcomes.without(fault, transfer.bytesMoved());
            }
            Fault own = new FolderFaults(context.target().destination())
                    .ofResource(item, fault)
                    .orElseThrow(() -> fault);
            LOG.debug("{}: the folder cannot be used", item.display(), fault);
            return Outcomes.without(own, transfer.bytesMoved());
        }

        @Override
        public void close() {
            listings.forget();
        }
    }
}
