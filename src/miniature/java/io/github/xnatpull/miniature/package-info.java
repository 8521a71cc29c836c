/** XNAT in miniature on loopback, for a first look and as the core of the tests' fake server. */
@NullMarked
package io.github.xnatpull.miniature;

import org.jspecify.annotations.NullMarked;
