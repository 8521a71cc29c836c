/** One HTTP gateway to one server: retry, pacing, redirects, time-outs, TLS. */
@NullMarked
package io.github.xnatpull.catalogue.http;

import org.jspecify.annotations.NullMarked;
