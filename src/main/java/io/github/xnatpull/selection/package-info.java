/** What we want of what the server has: filters on listings. */
@NullMarked
package io.github.xnatpull.selection;

import org.jspecify.annotations.NullMarked;
