package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.output.Output;
import io.github.xnatpull.request.PullRequest;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/**
 * What a command has beside its request.
 *
 * @param access as it was said; for a run that began earlier see {@code target}
 * @param target where the server of a request is, and how to reach it
 */
public record Invocation(
        Output output,
        ServerAccess access,
        Function<PullRequest, ServerTarget> target,
        Map<String, String> environment,
        Clock clock) {}
