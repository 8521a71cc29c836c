/** Comparing what landed with the disk and with the server. */
@NullMarked
package io.github.xnatpull.verify;

import org.jspecify.annotations.NullMarked;
