/** Benchmarks: run by {@code make bench}, never as tests. */
package io.github.xnatpull.bench;
