/** What every run needs: the open destination, limits, time window, verdict, its own files. */
@NullMarked
package io.github.xnatpull.run;

import org.jspecify.annotations.NullMarked;
