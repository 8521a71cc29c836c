/** What people type and see: commands, exit codes, console. */
@NullMarked
package io.github.xnatpull.cli;

import org.jspecify.annotations.NullMarked;
