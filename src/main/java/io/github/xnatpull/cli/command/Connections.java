package io.github.xnatpull.cli.command;

import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.support.RetrySchedule;
import io.github.xnatpull.support.StopSignal;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Opens the servers of requests. */
final class Connections implements Server.Connector {
    private final Function<PullRequest, ServerTarget> target;
    private final Map<String, String> environment;
    private final StopSignal stop;
    private final Consumer<String> warnings;
    private final boolean unwatched;

    Connections(
            Function<PullRequest, ServerTarget> target,
            Map<String, String> environment,
            StopSignal stop,
            Consumer<String> warnings) {
        this(target, environment, stop, warnings, false);
    }

    /** @param unwatched whether nobody looks, who could try again later */
    Connections(
            Function<PullRequest, ServerTarget> target,
            Map<String, String> environment,
            StopSignal stop,
            Consumer<String> warnings,
            boolean unwatched) {
        this.unwatched = unwatched;
        this.target = target;
        this.environment = environment;
        this.stop = stop;
        this.warnings = warnings;
    }

    @Override
    public Server connect(PullRequest request) {
        Connection connection = new Connection(target.apply(request), environment, stop, warnings);
        return unwatched ? connection.openUnwatched(request.load()) : connection.open(request.load());
    }

    /** The schedule for requests and for bodies that break. */
    static RetrySchedule retries(ServerAccess access, int retries) {
        RetrySchedule usual = RetrySchedule.standard();
        Duration base = access.retryWait().orElse(usual.base());
        return new RetrySchedule(retries + 1, base, usual.cap(), usual.serverCap(), usual.budget());
    }
}
