/** The server: records of XNAT's own nouns, and the two ports through which listings and contents are asked for. */
@NullMarked
package io.github.xnatpull.xnat;

import org.jspecify.annotations.NullMarked;
