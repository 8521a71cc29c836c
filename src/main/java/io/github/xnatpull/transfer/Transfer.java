package io.github.xnatpull.transfer;

import io.github.xnatpull.plan.Outcome;
import java.io.IOException;

/** The bringing of one resource, in one of the ways to keep it. */
interface Transfer {
    /**
     * Brings it; what fails here on disk is thrown as it is.
     *
     * @param share of the memory, for the files of this resource
     */
    Outcome transfer(RowBudget.Share share) throws IOException;

    /** Bytes that came over the network so far. */
    long bytesMoved();
}
