/** Settings of flags, environment, job file and profile become one versioned request. */
@NullMarked
package io.github.xnatpull.request;

import org.jspecify.annotations.NullMarked;
