/** XNAT's REST interface behind the ports: rows of its listings become records. */
@NullMarked
package io.github.xnatpull.xnat.rest;

import org.jspecify.annotations.NullMarked;
