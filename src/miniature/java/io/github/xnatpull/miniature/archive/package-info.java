/** What the miniature holds: XNAT's own nouns, made in memory, changeable between two runs. */
@NullMarked
package io.github.xnatpull.miniature.archive;

import org.jspecify.annotations.NullMarked;
