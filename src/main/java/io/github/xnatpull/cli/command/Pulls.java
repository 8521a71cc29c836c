package io.github.xnatpull.cli.command;

import io.github.xnatpull.app.PlanRunner;
import io.github.xnatpull.app.PullRunner;
import io.github.xnatpull.app.VerifyRunner;
import io.github.xnatpull.cli.output.PlanText;
import io.github.xnatpull.cli.output.RunOutput;
import io.github.xnatpull.cli.output.VerifyText;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.logging.Privacy;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.support.StopSignal;

/** The commands on runs, done. */
final class Pulls implements PullService {
    @Override
    public int pull(PullRequest request, Invocation invocation) {
        return RunOutput.tell(runner(invocation).pull(request), invocation);
    }

    @Override
    public int resume(ResumeRequest request, Invocation invocation) {
        StatePlace place = StatePlace.of(new Destination(request.destination()), request.state());
        return RunOutput.tell(
                runner(invocation).resume(place, request.run(), request.only(), request.changes()), invocation);
    }

    @Override
    public int plan(PullRequest request, Invocation invocation) {
        StopSignal stop = new StopSignal();
        Connections connections =
                new Connections(invocation.reach(), invocation.environment(), stop, invocation.progress()::warning);
        Privacy.begin(request.reporting().strict(), new Destination(request.destination()));
        PlanText text = new PlanText(invocation, request);
        PlanRunner.Seen seen = new PlanRunner(connections, invocation.progress(), invocation.clock())
                .look(
                        request,
                        session -> {
                            // From the first row on the screen belongs to the result.
                            invocation.progress().close();
                            Privacy.hide(session.session());
                            text.session(session);
                        },
                        words -> {
                            invocation.progress().close();
                            invocation.console().say(words);
                        });
        invocation.progress().close();
        text.totals(seen);
        return seen.exitCode();
    }

    @Override
    public int verify(VerifyRequest request, Invocation invocation) {
        StopSignal stop = new StopSignal();
        Connections connections =
                new Connections(invocation.reach(), invocation.environment(), stop, invocation.progress()::warning);
        boolean disk = request.full() || !request.remote();
        VerifyRunner.Scope scope =
                new VerifyRunner.Scope(disk, request.full(), request.remote(), request.server(), request.strangers());
        VerifyText text = new VerifyText(invocation, scope);
        StatePlace place = StatePlace.of(new Destination(request.destination()), request.state());
        VerifyRunner.Verified verified = new VerifyRunner(
                        connections, invocation.clock(), invocation.progress()::warning)
                .verify(place, scope, text);
        text.end(verified);
        return verified.isEqual() ? ExitCodes.OK : ExitCodes.DIFFERENT;
    }

    @Override
    public int runs(RunsRequest request, Invocation invocation) {
        return new RunHistory(invocation).answer(request);
    }

    @Override
    public int demo(DemoRequest request, Invocation invocation) {
        return new Demo(invocation).run(request);
    }

    private static PullRunner runner(Invocation invocation) {
        StopSignal stop = new StopSignal();
        Signals.stopOn(stop, invocation.access().grace().orElse(Signals.GRACE), invocation.progress()::warning);
        Connections connections = new Connections(
                invocation.reach(),
                invocation.environment(),
                stop,
                invocation.progress()::warning,
                !invocation.console().facts().errIsTerminal());
        return new PullRunner(
                connections,
                tries -> Connections.retries(invocation.access(), tries),
                invocation.progress(),
                stop,
                invocation.clock());
    }
}
