/** Names of folders and files: layout templates, portable names, collisions. */
@NullMarked
package io.github.xnatpull.layout;

import org.jspecify.annotations.NullMarked;
