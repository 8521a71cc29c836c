package io.github.xnatpull.cli;

/** Where the command line meets everything else. */
final class Wiring implements Services {
    @Override
    public PullService pulls() {
        return new Pulls();
    }

    @Override
    public JobFiles jobFiles() {
        throw new UnsupportedOperationException("job files are not wired");
    }

    @Override
    public Catalogues catalogues() {
        throw new UnsupportedOperationException("catalogues are not wired");
    }
}
