package io.github.xnatpull.cli.output;

import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.console.ConsoleProgress;
import io.github.xnatpull.cli.console.Verbosity;

/**
 * Where the results of a command go, and in which form.
 *
 * @param progress is told what the run does; close it before printing results, so that the screen is free
 * @param json whether results are wanted as JSON
 * @param csv whether results are wanted as CSV
 */
public record Output(Console console, ConsoleProgress progress, Verbosity verbosity, boolean json, boolean csv) {}
