package io.github.xnatpull.app;

import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.fakes.TestGateway;
import io.github.xnatpull.job.SessionListSupplier;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.plan.RunInfo;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.Requests;
import io.github.xnatpull.request.SettingsReader;
import io.github.xnatpull.request.StoredRequest;
import io.github.xnatpull.run.DestinationBinding;
import io.github.xnatpull.run.ItemFilter;
import io.github.xnatpull.run.RunControl;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.state.JdbcRuns;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.support.Home;
import io.github.xnatpull.support.RetrySchedule;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.xnat.XnatCatalogue;
import io.github.xnatpull.xnat.XnatContent;
import io.github.xnatpull.xnat.http.HttpSeams;
import io.github.xnatpull.xnat.login.Credentials;
import io.github.xnatpull.xnat.login.Secret;
import io.github.xnatpull.xnat.rest.RestCatalogues;
import io.github.xnatpull.xnat.rest.RestCatalogues.OpenServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server in miniature, a destination, and what runs between them where there is neither a console nor a command line. */
final class AppScene implements AutoCloseable {
    /** The run that {@link #begin} begins. */
    static final String RUN = "P-1";

    private final Path directory;
    private final FakeXnat xnat;
    private final Destination destination;

    AppScene(Path directory, MiniatureArchive archive) {
        this.directory = directory;
        this.xnat = FakeXnat.serving(archive);
        this.destination = new Destination(directory.resolve("data"));
    }

    FakeXnat xnat() {
        return xnat;
    }

    Destination destination() {
        return destination;
    }

    StatePlace place() {
        return StatePlace.of(destination);
    }

    /** Of project SCALE. */
    PullRequest request() {
        return request(Map.of());
    }

    /** @param flags more of them, or others */
    PullRequest request(Map<String, List<String>> flags) {
        Map<String, List<String>> all = new HashMap<>(Map.of(
                "--server", List.of(xnat.url()),
                "--project", List.of("SCALE"),
                "--dest", List.of(destination.root().toString())));
        all.putAll(flags);
        return Requests.of(new SettingsReader(directory, Home.at(directory)).flags(all));
    }

    Server.Connector connector(StopSignal stop) {
        return request -> {
            HttpSeams seams = HttpSeams.real(stop);
            return new Opened(RestCatalogues.open(
                    TestGateway.settings(xnat.url()),
                    () -> new Credentials("demo", Secret.of("demo".toCharArray(), seams.redactor()), "test"),
                    seams));
        };
    }

    RunContext context(RunObserver observer, StopSignal stop) {
        return new RunContext(
                connector(stop), tries -> RetrySchedule.standard().withTries(1), observer, stop, Clock.systemUTC());
    }

    /** Notes a run in the state, as a pull does before its first attempt. */
    void begin(StateDatabase state, PullRequest request) {
        JdbcRuns runs = new JdbcRuns(state);
        runs.bind(DestinationBinding.of(request));
        runs.begin(RunInfo.begun(
                RUN,
                request.jobName(),
                new RunInfo.Server(request.site().address().toString(), "1.9"),
                StoredRequest.write(request, request.selection()).toString(),
                request.reporting().directory().resolve(RUN),
                Clock.systemUTC().instant()));
    }

    /** One attempt of that run. */
    PullResult attempt(StateDatabase state, PullRequest request, RunContext context) {
        try (Server server = context.connector().connect(request)) {
            return new RunAttempt(
                            destination,
                            state,
                            server,
                            context.retries(),
                            context.observer(),
                            new RunControl(context.stop()),
                            context.clock())
                    .attempt(
                            RUN,
                            request,
                            ItemFilter.ALL,
                            Selector.of(request.selection()),
                            SessionListSupplier.notYet());
        }
    }

    @Override
    public void close() {
        xnat.close();
    }

    private record Opened(OpenServer open) implements Server {
        @Override
        public XnatCatalogue catalogue() {
            return open.catalogue();
        }

        @Override
        public XnatContent content() {
            return open.content();
        }

        @Override
        public void close() {
            open.close();
        }
    }
}
