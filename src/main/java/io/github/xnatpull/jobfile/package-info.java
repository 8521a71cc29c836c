/** The job file and the flags: what the user asked for, as one validated request. */
@NullMarked
package io.github.xnatpull.jobfile;

import org.jspecify.annotations.NullMarked;
