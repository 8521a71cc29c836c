package io.github.xnatpull.ledger;

import java.util.Optional;

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

    /** Writes and forces a pending receipt; replaces an older pending one. */
    void intend(Receipt receipt);

    /** Makes the pending receipt of this id the settled one; nothing happens where there is none. */
    void settle(ResourceKey key, String receiptId);
}
