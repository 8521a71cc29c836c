/** Small tools that every package may use: durable files, ordered parallel work, sleeper, stop signal, byte sizes, redaction. */
@NullMarked
package io.github.xnatpull.support;

import org.jspecify.annotations.NullMarked;
