package io.github.xnatpull.cli.command;

import io.github.xnatpull.app.Pull;
import io.github.xnatpull.app.RunContext;
import io.github.xnatpull.cli.command.RunCommands.DemoRequest;
import io.github.xnatpull.cli.output.PullText;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
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
    private final Invocation invocation;

    Demo(Invocation invocation) {
        this.invocation = invocation;
    }

    int run(DemoRequest request) {
        DemoServer server = DemoServer.find().orElseThrow(() -> Fault.fault(FaultCode.LOCAL_IO)
                .trying("start the miniature XNAT")
                .meaning("Only this demonstration is missing; every other command works")
                .advice("Unpack the whole program again, or pull from a server of yours.")
                .because("xnatpull-miniature.jar is not in lib/"));
        try (DemoServer.Running xnat = server.start(request.port())) {
            invocation
                    .output()
                    .console()
                    .say("A miniature XNAT serves project " + xnat.project() + " at " + xnat.url() + " (user "
                            + xnat.user() + ", password " + xnat.user() + ").");
            return request.serveOnly() ? serve(xnat) : pull(request, xnat);
        }
    }

    private int serve(DemoServer.Running xnat) {
        invocation.output().progress().close();
        invocation.output().console().say("Try it in another terminal:");
        invocation
                .output()
                .console()
                .say("  XNAT_USER=" + xnat.user() + " XNAT_PASS=" + xnat.user() + " xnatpull pull --server "
                        + xnat.url() + " --project " + xnat.project() + " --dest data");
        invocation.output().console().say("Ctrl-C ends it.");
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

    private int pull(DemoRequest request, DemoServer.Running xnat) {
        Map<String, String> environment = new HashMap<>(invocation.environment());
        environment.put("XNAT_USER", xnat.user());
        environment.put("XNAT_PASS", xnat.user());
        StopSignal stop = new StopSignal();
        Signals.stopOn(stop, Signals.GRACE, invocation.output().progress()::warning);
        PullRequest pull = new PullRequest(
                "demo",
                new PullRequest.Site(URI.create(xnat.url()), Map.of()),
                new PullRequest.Choice(Selection.ofProject(xnat.project()), Set.of()),
                new PullRequest.Place(request.destination(), Optional.empty(), true),
                new PullRequest.LayoutSettings("xnat", PullRequest.NameBy.LABEL, PullRequest.Archives.UNPACK),
                TransferSettings.standard(),
                new PullRequest.Load(4, 8, 4, Optional.empty()),
                PullRequest.LimitPair.ofBoth(PullRequest.Limits.none()),
                PullRequest.Reporting.standard(request.destination().resolve("reports")),
                PullRequest.Strictness.standard());
        RunContext context = new RunContext(
                new Connections(
                        invocation.target(),
                        environment,
                        stop,
                        invocation.output().progress()::warning),
                tries -> Connections.retries(invocation.access(), tries),
                invocation.output().progress(),
                stop,
                invocation.clock());
        return PullText.print(new Pull(context).pull(pull), invocation.output());
    }
}
