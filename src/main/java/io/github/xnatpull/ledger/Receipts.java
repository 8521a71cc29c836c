package io.github.xnatpull.ledger;

import io.github.xnatpull.fault.Fault;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The receipts of a destination. A receipt is written <i>pending</i> and forced to disk before any of its files may move
 * into place, and settled after the ledger row that names it is committed. After a kill a pending receipt says which
 * files in the tree are ours.
 */
public interface Receipts {
    /** The settled receipt of a resource. */
    Optional<Receipt> settled(ResourceKey key);

    /** The receipt of a placement that was begun and not, or not yet, recorded. */
    Optional<Receipt> pending(ResourceKey key);

    /**
     * The receipt that a ledger row names. It may still be pending, where a kill came between the row's commit and
     * {@link #settle}; then it is settled now.
     */
    default Optional<Receipt> recorded(ResourceKey key, String receiptId) {
        if (receiptId.isEmpty()) {
            return Optional.empty();
        }
        Optional<Receipt> found = settled(key).filter(receipt -> receipt.id().equals(receiptId));
        if (found.isPresent()) {
            return found;
        }
        Optional<Receipt> late = pending(key).filter(receipt -> receipt.id().equals(receiptId));
        late.ifPresent(receipt -> settle(key, receiptId));
        return late;
    }

    /** What an earlier run noted of files of a resource that did not come as listed. */
    default List<FaultNote> notes(ResourceKey key) {
        return List.of();
    }

    /** Notes such files; they take the place of those noted before. */
    default void note(ResourceKey key, List<FaultNote> notes) {}

    /** Writes and forces a pending receipt; replaces an older pending one. */
    void intend(Receipt receipt);

    /** Makes the pending receipt of this id the settled one; nothing happens where there is none. */
    void settle(ResourceKey key, String receiptId);

    /**
     * All that receipts say of a resource, each read once. A pending receipt that the ledger names is settled first, as by
     * {@link #recorded}.
     *
     * @param receiptId the receipt that the ledger names; blank where it names none
     * @param damaged is told of each receipt that cannot be made sense of; it is moved out of the way, so that the resource
     *     counts as without one
     */
    default Held held(ResourceKey key, String receiptId, Consumer<Fault> damaged) {
        recorded(key, receiptId);
        return new Held(settled(key), pending(key), false);
    }

    /**
     * What receipts say of a resource.
     *
     * @param isDamaged whether what is in the resource's folder may be ours though no receipt says so any more
     */
    record Held(Optional<Receipt> settled, Optional<Receipt> pending, boolean isDamaged) {}
}
