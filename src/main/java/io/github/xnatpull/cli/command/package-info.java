/** The commands: what people type, made a request and carried out. */
@NullMarked
package io.github.xnatpull.cli.command;

import org.jspecify.annotations.NullMarked;
