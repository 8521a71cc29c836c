/** What the server has: records of XNAT's own nouns and the port through which they are asked for. */
@NullMarked
package io.github.xnatpull.catalogue;

import org.jspecify.annotations.NullMarked;
