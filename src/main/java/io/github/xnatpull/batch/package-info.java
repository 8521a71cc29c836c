/** The Spring Batch adapters: readers, processors, writers, partitioner, launching, recovery, shutdown. */
@NullMarked
package io.github.xnatpull.batch;

import org.jspecify.annotations.NullMarked;
