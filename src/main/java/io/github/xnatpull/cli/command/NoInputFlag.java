package io.github.xnatpull.cli.command;

import picocli.CommandLine.Option;

/** For scripts: nobody is there to answer. */
final class NoInputFlag {
    @Option(names = "--no-input", description = "Never ask for a password; fail instead.")
    boolean noInput;
}
