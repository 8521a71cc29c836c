/** What landed: ledger rows, receipts, the destination and its lock. */
@NullMarked
package io.github.xnatpull.ledger;

import org.jspecify.annotations.NullMarked;
