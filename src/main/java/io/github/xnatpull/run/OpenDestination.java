package io.github.xnatpull.run;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.ledger.DestinationLock;
import io.github.xnatpull.ledger.FileReceipts;
import io.github.xnatpull.ledger.StatePlace;
import io.github.xnatpull.state.StateDatabase;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** The lock and the state of a destination, taken and opened in this order, and closed in the other. */
public final class OpenDestination implements AutoCloseable {
    private StatePlace place;
    private final String purpose;
    private final Clock clock;
    private Consumer<Fault> onLost = fault -> {};
    private Optional<DestinationLock> lock = Optional.empty();
    private Optional<StateDatabase> state = Optional.empty();

    /** @param purpose what others are told who find the destination held */
    public OpenDestination(StatePlace place, String purpose, Clock clock) {
        this.place = place;
        this.purpose = purpose;
        this.clock = clock;
    }

    Destination destination() {
        return place.destination();
    }

    public StatePlace place() {
        return place;
    }

    /** Takes the lock of a destination that is there already; makes nothing where there is none. */
    public void lockIfThere() {
        if (destination().exists()) {
            lock();
        }
    }

    public boolean isLocked() {
        return lock.isPresent();
    }

    /** Takes the lock, unless it is taken already. */
    public void lock() {
        if (lock.isPresent()) {
            return;
        }
        take();
        // Until now somebody else may have begun here, and have put the state into another directory.
        StatePlace now = place.lookedUpAgain();
        if (!now.directory().equals(place.directory())) {
            lock.get().close();
            lock = Optional.empty();
            place = now;
            take();
        }
    }

    private void take() {
        DestinationLock taken = DestinationLock.take(place, purpose, clock);
        taken.onLost(onLost);
        lock = Optional.of(taken);
    }

    /** What is done where another machine turns out to use the destination too; the state takes no commit from then on. */
    public void onLost(Consumer<Fault> action) {
        onLost = action;
        lock.ifPresent(held -> held.onLost(action));
    }

    /** Keeps a state, which may be written as long as the lock is held. */
    private StateDatabase guarded(StateDatabase opened) {
        opened.guardCommits(() -> lock.ifPresent(DestinationLock::requireHeld));
        state = Optional.of(opened);
        return opened;
    }

    /** Makes what a run needs at the destination, and takes the lock. */
    public void begin() {
        destination().create();
        place.create();
        lock();
    }

    /**
     * The state, made where there is none.
     *
     * @throws IllegalStateException without the lock: whoever opens a state that another process has open spoils it
     */
    public StateDatabase state(int connections) {
        if (!isLocked()) {
            throw new IllegalStateException("the state in " + place.directory() + " was to be opened without its lock");
        }
        if (state.isEmpty()) {
            place.requireNotLost();
            place.create();
            guarded(StateDatabase.open(place.directory(), connections));
            place.remember();
        }
        return state.get();
    }

    /**
     * The state of a destination that must have one, to be changed.
     *
     * @param trying what for, as an infinitive without "to"
     * @throws Fault {@code NO_SUCH_RUN} where nothing was ever pulled, {@code STATE_UNREADABLE} where what was is not known
     */
    public StateDatabase existing(String trying, int connections) {
        requireState(trying);
        place.create();
        StateDatabase opened = guarded(StateDatabase.openExisting(place.directory(), connections));
        requireTables(opened, trying);
        place.remember();
        return opened;
    }

    /** The state of a destination that must have one, only to be looked at. */
    public StateDatabase existingForReading(String trying, int connections) {
        requireState(trying);
        StateDatabase opened = guarded(StateDatabase.openForReading(place.directory(), connections));
        requireTables(opened, trying);
        return opened;
    }

    private void requireTables(StateDatabase opened, String trying) {
        if (opened.isWithoutTables()) {
            throw withoutState(trying);
        }
    }

    /** Nothing was ever pulled, or what was known of it is lost: the runs' own files tell. */
    private Fault withoutState(String trying) {
        requireNoRun(place, trying);
        return nothingYet(destination(), trying, "it has no run yet");
    }

    /**
     * For a state without its tables: they were never made, or are lost. Records of runs and receipts tell which.
     *
     * @throws Fault {@code STATE_UNREADABLE} where there was a run
     */
    public static void requireNoRun(StatePlace place, String trying) {
        Destination destination = place.destination();
        if (RunFile.isAnyIn(destination) || new FileReceipts(destination.root()).isAny()) {
            throw Fault.fault(FaultCode.STATE_UNREADABLE)
                    .trying(trying + " with the state in " + place.directory())
                    .meaning("Nothing that landed is lost")
                    .advice("Run 'xnatpull runs rebuild --dest " + destination.root()
                            + "' to make the state anew from the receipts and the files, or run the pull again: it takes"
                            + " what landed for landed, and fetches the rest.")
                    .because("it is incomplete: there was a run, and the state knows none");
        }
    }

    private void requireState(String trying) {
        requireDestination(destination(), trying);
        lock();
        place.requireNotLost();
        if (!place.exists()) {
            throw withoutState(trying);
        }
    }

    /** @throws Fault {@code NO_SUCH_RUN} where there is no destination of ours */
    public static void requireDestination(Destination destination, String trying) {
        if (!destination.exists()) {
            throw nothingYet(destination, trying, "there is no xnatpull destination");
        }
    }

    public static Fault nothingYet(Destination destination, String trying, String why) {
        return Fault.fault(FaultCode.NO_SUCH_RUN)
                .trying(trying + " at " + destination.root())
                .meaning("Nothing was done")
                .advice("See 'xnatpull runs list --dest " + destination.root() + "', or begin with 'xnatpull pull'.")
                .because(why);
    }

    @Override
    public void close() {
        state.ifPresent(StateDatabase::close);
        lock.ifPresent(DestinationLock::close);
    }
}
