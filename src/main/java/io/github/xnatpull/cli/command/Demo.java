package io.github.xnatpull.cli.command;

import io.github.xnatpull.app.PullRunner;
import io.github.xnatpull.cli.command.PullService.DemoRequest;
import io.github.xnatpull.cli.output.RunOutput;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.MiniatureXnat;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.support.StopSignal;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A miniature XNAT on loopback, and a pull of its project. */
final class Demo {
    static final String PROJECT = "DEMO";
    private static final String USER = "demo";
    private final Invocation invocation;

    Demo(Invocation invocation) {
        this.invocation = invocation;
    }

    int run(DemoRequest request) {
        try (MiniatureXnat xnat = MiniatureXnat.start(
                MiniatureArchives.demoProject(), new MiniatureXnat.Settings().port(request.port()))) {
            invocation
                    .console()
                    .say("A miniature XNAT serves project " + PROJECT + " at " + xnat.url()
                            + " (user demo, password demo).");
            return request.serveOnly() ? serve(xnat) : pull(request, xnat);
        }
    }

    private int serve(MiniatureXnat xnat) {
        invocation.progress().close();
        invocation.console().say("Try it in another terminal:");
        invocation
                .console()
                .say("  XNAT_USER=demo XNAT_PASS=demo xnatpull pull --server " + xnat.url() + " --project " + PROJECT
                        + " --dest data");
        invocation.console().say("Ctrl-C ends it.");
        StopSignal stop = new StopSignal();
        CountDownLatch asked = new CountDownLatch(1);
        stop.whenCut(asked::countDown);
        Signals.stopOn(stop, java.time.Duration.ZERO, words -> {});
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCodes.OK;
    }

    private int pull(DemoRequest request, MiniatureXnat xnat) {
        Map<String, String> environment = new HashMap<>(invocation.environment());
        environment.put("XNAT_USER", USER);
        environment.put("XNAT_PASS", USER);
        StopSignal stop = new StopSignal();
        Signals.stopOn(stop, Signals.GRACE, invocation.progress()::warning);
        PullRequest pull = new PullRequest(
                "demo",
                URI.create(xnat.url()),
                Selection.ofProject(PROJECT),
                request.destination(),
                Optional.empty(),
                new PullRequest.LayoutSettings("xnat", PullRequest.NameBy.LABEL, PullRequest.Archives.UNPACK),
                TransferSettings.standard(),
                new PullRequest.Load(4, 8, 4, Optional.empty()),
                PullRequest.Limits.none(),
                PullRequest.Limits.none(),
                request.destination().resolve("reports"),
                PullRequest.Reporting.standard(),
                false,
                true,
                false,
                false,
                Map.of(),
                Set.of(),
                Optional.empty());
        PullRunner runner = new PullRunner(
                new Connections(invocation.reach(), environment, stop, invocation.progress()::warning),
                tries -> Connections.retries(invocation.access(), tries),
                invocation.progress(),
                stop,
                invocation.clock());
        return RunOutput.tell(runner.pull(pull), invocation);
    }
}
