package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Receipts;
import io.github.xnatpull.ledger.Receipts.Held;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.request.TransferSettings;
import io.github.xnatpull.support.Durations;
import io.github.xnatpull.support.RetrySchedule;
import io.github.xnatpull.support.Sleeper;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.xnat.XnatCatalogue;
import io.github.xnatpull.xnat.XnatContent;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that transfers work with; shared by all of them.
 *
 * @param files which files of a resource are meant
 */
public record TransferContext(
        Source source,
        Target target,
        FileChoice files,
        Pace pace,
        Timing timing,
        StopSignal stop,
        RunObserver observer) {
    private static final Logger LOG = LoggerFactory.getLogger(TransferContext.class);
    private static final String ASIDE =
            " It was moved to .xnatpull/damaged-receipts, and the resource is compared with the server now.";

    /** Where resources come from. */
    public record Source(XnatCatalogue catalogue, XnatContent content) {}

    /**
     * Where resources land, and how they lie there.
     *
     * @param zips the place of a resource's zip, below the destination
     */
    public record Target(
            Destination destination, Receipts receipts, TransferSettings settings, Function<PlanItem, String> zips) {}

    /**
     * What holds transfers back, all of them together.
     *
     * @param retry for bodies that break; requests that get no answer are tried again below the content port
     * @param throttle keeps all bodies together below the bandwidth asked for
     * @param refusals of archives
     */
    public record Pace(RetrySchedule retry, Throttle throttle, ArchiveRefusals refusals) {
        /**
         * Nothing was refused yet.
         *
         * @param warnings is told where archives are given up
         */
        public static Pace of(RetrySchedule retry, Throttle throttle, Consumer<String> warnings) {
            return new Pace(retry, throttle, new ArchiveRefusals(System::nanoTime, warnings));
        }
    }

    /**
     * Time and chance, so that tests have their own.
     *
     * @param clock the time of day, for what is written down
     * @param nanos a clock that never jumps, for everything that lasts
     * @param random of [0, 1)
     */
    public record Timing(Sleeper sleeper, Clock clock, LongSupplier nanos, DoubleSupplier random) {
        /** With the machine's own clock for everything that lasts. */
        public static Timing real(Clock clock) {
            return new Timing(Sleeper.REAL, clock, System::nanoTime, () -> ThreadLocalRandom.current()
                    .nextDouble());
        }
    }

    /**
     * Waits before the next try.
     *
     * @param done tries so far
     * @param since when the first began, in {@link Timing#nanos}
     * @throws Fault the failure itself where there is no next try; {@code STOPPED} where the run ends
     */
    void pause(int done, long since, Fault failure) {
        Duration elapsed = Duration.ofNanos(timing.nanos().getAsLong() - since);
        Optional<Duration> wait = pace.retry().next(done, elapsed, failure.retryAfter(), timing.random());
        if (wait.isEmpty()) {
            throw failure;
        }
        if (stop.requested()) {
            throw stopped(failure);
        }
        LOG.debug(
                "{} [{}] Next try in {}.", failure.getMessage(), failure.code().id(), Durations.text(wait.get()));
        try {
            if (!timing.sleeper().sleepUnlessStopped(wait.get(), stop)) {
                throw stopped(failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped(failure);
        }
    }

    /** All that receipts say of a resource; a damaged one is told and put aside. */
    Held held(PlanItem item, Optional<LedgerRow> landed) {
        return target.receipts()
                .held(
                        item.key(),
                        landed.map(LedgerRow::receiptId).orElse(""),
                        fault -> observer.warning(fault.getMessage() + ASIDE));
    }

    /** A receipt's id: unique, also where a run comes to the same item twice. */
    String receiptId(String run, PlanItem item) {
        long chance = (long) (timing.random().getAsDouble() * (1L << 32));
        return String.format(Locale.ROOT, "%s-%d-%08x", run, item.number(), chance);
    }

    /** The fault of a run that is to end at once. */
    static Fault stopped(Throwable cause) {
        return Fault.fault(FaultCode.STOPPED).cause(cause).build();
    }

    /** Whether going on with other resources makes no sense after this fault. */
    static boolean endsRun(Fault fault) {
        return switch (fault.kind()) {
            // What this user may not read is one item's failure; only a refused login is everybody's.
            case AUTH -> fault.code() != FaultCode.AUTH_FORBIDDEN;
            case LOCAL -> fault.code() != FaultCode.FOLDER_UNUSABLE;
            case INTERRUPTED -> true;
            case USER, SERVER_TRANSIENT, SERVER_PERMANENT, DATA, INTERNAL -> fault.code() == FaultCode.SERVER_AWAY;
        };
    }
}
