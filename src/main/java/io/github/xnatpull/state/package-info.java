/** All ports of plan, ledger and report in a relational database. */
@NullMarked
package io.github.xnatpull.state;

import org.jspecify.annotations.NullMarked;
