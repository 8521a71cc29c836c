package io.github.xnatpull.cli.command;

import io.github.xnatpull.request.JobFileReader;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.support.Home;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.xnat.XnatCatalogue;

/** Where the command line meets everything else. */
public final class Wiring implements Services {
    @Override
    public PullService pulls() {
        return new Pulls();
    }

    @Override
    public JobFiles jobFiles() {
        return (file, environment, mistakes) ->
                new JobFileReader(environment, Home.of(environment)).read(file, mistakes);
    }

    @Override
    public Catalogues catalogues() {
        return (server, access, environment, warnings) -> new Browsing(
                new Connection(new ServerTarget(server, access), environment, new StopSignal(), warnings).openToLook());
    }

    /** A server that is only looked at. */
    private record Browsing(Server server) implements Catalogues.OpenCatalogue {
        @Override
        public XnatCatalogue catalogue() {
            return server.catalogue();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
