/** The examination: one question after the other about this machine, the server and the destination. */
@NullMarked
package io.github.xnatpull.doctor;

import org.jspecify.annotations.NullMarked;
