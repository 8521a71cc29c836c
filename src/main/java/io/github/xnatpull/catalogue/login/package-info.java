/** Credentials and the one server session of the process. */
@NullMarked
package io.github.xnatpull.catalogue.login;

import org.jspecify.annotations.NullMarked;
