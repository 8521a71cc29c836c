package io.github.xnatpull.cli.output;

import picocli.CommandLine.Option;

/** For programs: the result as one JSON document on standard output. */
public final class JsonFlag {
    public static final String NAME = "--json";

    @Option(names = NAME, description = "Print the result as JSON.")
    public boolean json;
}
