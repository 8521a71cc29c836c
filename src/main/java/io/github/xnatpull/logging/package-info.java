/** Log files, and what of their text is private. */
@NullMarked
package io.github.xnatpull.logging;

import org.jspecify.annotations.NullMarked;
