/** What has landed at a destination: ledger rows, receipts, the destination's lock. */
@NullMarked
package io.github.xnatpull.ledger;

import org.jspecify.annotations.NullMarked;
