/** Where files go: safe names, staging, placement without overwriting, durability. */
@NullMarked
package io.github.xnatpull.transfer.place;

import org.jspecify.annotations.NullMarked;
