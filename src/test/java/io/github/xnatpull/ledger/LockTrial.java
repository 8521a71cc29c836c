package io.github.xnatpull.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.DestinationLock.Ground;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * A process that takes locks when it is told to: one destination a line of standard input. Answers {@code held} or
 * {@code refused} for each, and holds what it has until it ends.
 */
final class LockTrial {
    private LockTrial() {}

    /** A lock that reaches nobody, as on a network disk that is mounted without locks. */
    private static final class NoLock extends FileLock {
        NoLock(FileChannel channel) {
            super(channel, 0, Long.MAX_VALUE, false);
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public void release() {
            // There is none.
            return;
        }
    }

    /** @param args {@code without} for locks that reach nobody, {@code with} for real ones, {@code look} to look only */
    public static void main(String[] args) throws IOException {
        Ground ground = args[0].equals("without")
                // Ten times as fast as the real one.
                ? new Ground(NoLock::new, any -> true, duration -> Thread.sleep(duration.toMillis() / 10))
                : Ground.REAL;
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(args[0].equals("look") ? look(Path.of(order)) : answer(Path.of(order), ground));
        }
    }

    private static String look(Path root) {
        return DestinationLock.look(StatePlace.of(new Destination(root), Optional.empty()), Clock.systemUTC())
                .name();
    }

    private static String answer(Path root, Ground ground) {
        Destination destination = new Destination(root);
        try {
            DestinationLock.take(StatePlace.of(destination, Optional.empty()), "trial", Clock.systemUTC(), ground);
            return "held";
        } catch (Fault fault) {
            return fault.code() == FaultCode.LOCKED ? "refused" : String.valueOf(fault.getMessage());
        }
    }
}
