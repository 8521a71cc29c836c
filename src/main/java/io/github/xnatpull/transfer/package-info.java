/** Bytes become staged files, proven files, files in place. */
@NullMarked
package io.github.xnatpull.transfer;

import org.jspecify.annotations.NullMarked;
