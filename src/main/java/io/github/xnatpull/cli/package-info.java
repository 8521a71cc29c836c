/** The command line as a whole: start, parsing, help. */
@NullMarked
package io.github.xnatpull.cli;

import org.jspecify.annotations.NullMarked;
