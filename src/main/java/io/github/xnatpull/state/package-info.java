/**
 * All ports of plan, ledger and report in a relational database. Each statement stands by its name in a file of SQL of this
 * package ({@code src/main/resources}); a file is read when its port is first used.
 */
@NullMarked
package io.github.xnatpull.state;

import org.jspecify.annotations.NullMarked;
