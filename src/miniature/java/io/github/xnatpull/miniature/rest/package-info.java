/** What the miniature answers: XNAT's REST replies, route by route. */
@NullMarked
package io.github.xnatpull.miniature.rest;

import org.jspecify.annotations.NullMarked;
