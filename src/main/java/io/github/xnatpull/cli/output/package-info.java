/** What commands print: tables, texts, JSON, errors. */
@NullMarked
package io.github.xnatpull.cli.output;

import org.jspecify.annotations.NullMarked;
