/** Selection, server and ledger together give the plan: one item a resource, cut into slices. */
@NullMarked
package io.github.xnatpull.plan;

import org.jspecify.annotations.NullMarked;
