/** The ledger and the plan in a relational database. */
@NullMarked
package io.github.xnatpull.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
