/** Credentials and the one server session of the process. */
@NullMarked
package io.github.xnatpull.xnat.login;

import org.jspecify.annotations.NullMarked;
