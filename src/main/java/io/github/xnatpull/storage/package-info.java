/** Files at the destination: staging, placing without overwriting, forcing, comparing with the disk. */
@NullMarked
package io.github.xnatpull.storage;

import org.jspecify.annotations.NullMarked;
