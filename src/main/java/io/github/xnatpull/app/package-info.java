/** One class for each thing a user can do: pull and resume, plan, verify, rebuild, forget. */
@NullMarked
package io.github.xnatpull.app;

import org.jspecify.annotations.NullMarked;
