/** Seams and small tools that every package may use: sleeper, stop signal, byte sizes, redaction, CSV dialect. */
@NullMarked
package io.github.xnatpull.support;

import org.jspecify.annotations.NullMarked;
