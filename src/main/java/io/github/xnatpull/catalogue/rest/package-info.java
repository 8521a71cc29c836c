/** The REST adapter of the catalogue: rows of XNAT's listings become records. */
@NullMarked
package io.github.xnatpull.catalogue.rest;

import org.jspecify.annotations.NullMarked;
