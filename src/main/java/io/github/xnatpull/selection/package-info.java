/** What is wanted: filters on listings, and lists of subjects and sessions. */
@NullMarked
package io.github.xnatpull.selection;

import org.jspecify.annotations.NullMarked;
