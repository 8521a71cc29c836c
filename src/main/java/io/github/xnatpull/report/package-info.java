/** The manifest and its companions, written from the ledger. */
@NullMarked
package io.github.xnatpull.report;

import org.jspecify.annotations.NullMarked;
