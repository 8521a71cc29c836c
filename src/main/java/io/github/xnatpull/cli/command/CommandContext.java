package io.github.xnatpull.cli.command;

import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.request.Profiles;
import io.github.xnatpull.run.Server;
import io.github.xnatpull.support.Home;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The process around the command line; everything in it is given, nothing is looked up.
 *
 * @param home of the user: what {@code ~} stands for
 * @param nanos the monotonic clock
 */
public record CommandContext(
        Console console,
        Map<String, String> environment,
        Path workingDirectory,
        Home home,
        Clock clock,
        LongSupplier nanos,
        Supplier<RunCommands> commands) {

    /** What commands do; made when a command asks for it, since many end without. */
    RunCommands runs() {
        return commands.get();
    }

    /** The user's stored profiles. */
    Profiles profiles() {
        return new Profiles(environment, home);
    }

    /** A server, to look around in; what is unsafe about it is said as a warning. */
    Server open(URI address, ServerAccess access) {
        return runs().open(new ServerTarget(address, access), environment, text -> console.say("Warning: " + text));
    }

    /** A path as the user wrote it, made absolute. */
    Path absolute(Path path) {
        return workingDirectory.resolve(path).normalize();
    }
}
