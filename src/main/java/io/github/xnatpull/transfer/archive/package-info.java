/** Reading the zip archives that XNAT streams, trusting nothing in them. */
@NullMarked
package io.github.xnatpull.transfer.archive;

import org.jspecify.annotations.NullMarked;
