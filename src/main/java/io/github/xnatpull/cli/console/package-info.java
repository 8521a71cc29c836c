/** What people see while a run goes on: progress on a terminal, in a log, or as JSON. */
@NullMarked
package io.github.xnatpull.cli.console;

import org.jspecify.annotations.NullMarked;
