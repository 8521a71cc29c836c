/** The vocabulary of failure: codes, kinds, and the one exception family. */
@NullMarked
package io.github.xnatpull.fault;

import org.jspecify.annotations.NullMarked;
