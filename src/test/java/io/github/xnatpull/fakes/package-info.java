/** Hand-written fakes: above all an XNAT on loopback that misbehaves as told. */
@NullMarked
package io.github.xnatpull.fakes;

import org.jspecify.annotations.NullMarked;
