package io.github.xnatpull.cli;

import io.github.xnatpull.cli.command.Invocation;
import io.github.xnatpull.cli.command.RunCommands;
import io.github.xnatpull.cli.command.ServerTarget;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.run.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Notes what the commands ask for, and answers as told. */
final class FakeRunCommands extends RunCommands {
    final List<Object> asked = new ArrayList<>();
    final List<Invocation> invocations = new ArrayList<>();
    final FakeCatalogue catalogue = new FakeCatalogue();
    int exitCode;
    Optional<RuntimeException> failure = Optional.empty();

    @Override
    public Server open(ServerTarget target, Map<String, String> environment, Consumer<String> warnings) {
        return catalogue;
    }

    private int answer(Object request, Invocation invocation) {
        asked.add(request);
        invocations.add(invocation);
        failure.ifPresent(thrown -> {
            throw thrown;
        });
        return exitCode;
    }

    @Override
    public int pull(PullRequest request, Invocation invocation) {
        return answer(request, invocation);
    }

    @Override
    public int plan(PullRequest request, Invocation invocation) {
        asked.add("plan");
        return answer(request, invocation);
    }

    @Override
    public int resume(ResumeRequest request, Invocation invocation) {
        return answer(request, invocation);
    }

    @Override
    public int verify(VerifyRequest request, Invocation invocation) {
        return answer(request, invocation);
    }

    @Override
    public int runs(RunsRequest request, Invocation invocation) {
        return answer(request, invocation);
    }

    @Override
    public int demo(DemoRequest request, Invocation invocation) {
        return answer(request, invocation);
    }
}
