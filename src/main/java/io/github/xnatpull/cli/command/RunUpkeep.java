package io.github.xnatpull.cli.command;

import io.github.xnatpull.app.RunForgetting;
import io.github.xnatpull.app.RunForgetting.Forgotten;
import io.github.xnatpull.app.StateRebuild;
import io.github.xnatpull.app.StateRebuild.Rebuilt;
import io.github.xnatpull.cli.output.JsonText;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.support.ByteSize;
import java.util.ArrayList;
import java.util.List;

/** Tidies the history of a destination, and tells what it did. */
final class RunUpkeep {
    private final Invocation invocation;

    RunUpkeep(Invocation invocation) {
        this.invocation = invocation;
    }

    int forget(StatePlace place, int keepLast) {
        Forgotten done = new RunForgetting(invocation.clock()).forget(place, keepLast);
        List<String> lines = new ArrayList<>();
        lines.add("Forgot " + counted(done.forgotten().size(), "run") + "; " + counted(done.kept(), "run")
                + (done.kept() == 1 ? " is" : " are")
                + " left. What landed stays known, and reports stay where they are.");
        if (!done.open().isEmpty()) {
            lines.add("Kept, because unfinished: " + String.join(", ", done.open()));
        }
        return told(lines, done);
    }

    int rebuild(StatePlace place) {
        Rebuilt done = new StateRebuild(invocation.output().progress(), invocation.clock()).rebuild(place);
        List<String> lines = new ArrayList<>();
        lines.add("The state is made anew: " + counted(done.landed(), "resource") + " landed ("
                + counted(done.files(), "file") + ", " + new ByteSize(done.bytes()) + ").");
        if (done.lacking() > 0) {
            lines.add(counted(done.lacking(), "resource")
                    + " lack files, or have changed ones; the next pull looks after them.");
        }
        if (done.damaged() > 0) {
            lines.add(counted(done.damaged(), "receipt") + " cannot be read; their files count as somebody else's.");
        }
        done.aside().ifPresent(aside -> lines.add("The old state is in " + aside + "; delete it when all is well."));
        lines.add(
                done.bound()
                        ? "Unfinished runs cannot be resumed any more; a new pull takes what they landed for landed."
                        : "Which server and layout the destination belongs to is not known any more; the next pull says so anew.");
        return told(lines, done);
    }

    private int told(List<String> lines, Record done) {
        invocation.output().progress().close();
        if (invocation.output().json()) {
            invocation.output().console().raw().print(JsonText.of(done) + "\n");
            invocation.output().console().flush();
        } else {
            invocation.output().console().results(lines);
        }
        return ExitCodes.OK;
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
