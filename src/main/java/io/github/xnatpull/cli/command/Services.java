package io.github.xnatpull.cli.command;

/** What the commands work with; made once per process, each part only when it is asked for. */
public interface Services {
    PullService pulls();

    JobFiles jobFiles();

    Catalogues catalogues();
}
