/** One HTTP client for one server: retry, pacing, redirects, time-outs, TLS. */
@NullMarked
package io.github.xnatpull.xnat.http;

import org.jspecify.annotations.NullMarked;
