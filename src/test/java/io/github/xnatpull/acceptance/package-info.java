/** The program as users run it, a process of its own, against a miniature XNAT in the tests' process. */
@NullMarked
package io.github.xnatpull.acceptance;

import org.jspecify.annotations.NullMarked;
