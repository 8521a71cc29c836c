package io.github.xnatpull.cli;

import io.github.xnatpull.cli.command.Catalogues;
import io.github.xnatpull.cli.command.Invocation;
import io.github.xnatpull.cli.command.JobFiles;
import io.github.xnatpull.cli.command.PullService;
import io.github.xnatpull.cli.command.Services;
import io.github.xnatpull.request.JobFileReader;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.support.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes what the commands ask for, and answers as told. */
final class FakeServices implements Services, PullService {
    final List<Object> asked = new ArrayList<>();
    final List<Invocation> invocations = new ArrayList<>();
    final FakeCatalogue catalogue = new FakeCatalogue();
    int exitCode;
    Optional<RuntimeException> failure = Optional.empty();

    @Override
    public PullService pulls() {
        return this;
    }

    @Override
    public JobFiles jobFiles() {
        return (file, environment, mistakes) ->
                new JobFileReader(environment, Home.at(Path.of("/home/ann"))).read(file, mistakes);
    }

    @Override
    public Catalogues catalogues() {
        return (server, access, environment, warnings) -> catalogue;
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
