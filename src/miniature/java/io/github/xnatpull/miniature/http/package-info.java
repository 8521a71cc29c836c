/** A small blocking HTTP/1.1 server on a plain socket, so that every byte of a reply can be chosen. */
@NullMarked
package io.github.xnatpull.miniature.http;

import org.jspecify.annotations.NullMarked;
