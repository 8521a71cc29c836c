/** Spring Batch, and nothing else: configuration, readers, processors, writers, partitioner, recovery. */
@NullMarked
package io.github.xnatpull.job;

import org.jspecify.annotations.NullMarked;
