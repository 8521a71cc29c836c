package io.github.xnatpull.state;

import io.github.xnatpull.fault.Fault;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Commits only what the disk has room for, and no more at all once a commit did not reach it. A rolled back transaction is
 * as if it had never been; one that HSQLDB calls committed although its log could not be written is in memory only, and
 * whatever would be appended behind the torn end of that log would be lost with it.
 */
final class GuardedTransactionManager extends JdbcTransactionManager {
    private final transient StateDiskSpace room;
    private final transient LostWriteDetector lost;
    private transient volatile Runnable guard = () -> {};
    private volatile boolean torn;

    GuardedTransactionManager(DataSource dataSource, StateDiskSpace room, LostWriteDetector lost) {
        super(dataSource);
        this.room = room;
        this.lost = lost;
    }

    /** @param check is run before each commit, and throws where nothing may be committed any more */
    void guard(Runnable check) {
        guard = check;
    }

    /** Whether the guard lets nothing be committed any more. */
    boolean isRefused() {
        try {
            guard.run();
            return false;
        } catch (Fault refused) {
            return true;
        }
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        guard.run();
        requireWhole();
        room.require();
        lost.forget();
        super.doCommit(status);
        Optional<String> why = lost.onThisThread();
        if (why.isPresent()) {
            torn = true;
            throw room.lost(why.get());
        }
    }

    /** @throws Fault {@code DISK_FULL} where the database holds in memory what its disk does not */
    void requireWhole() {
        if (torn) {
            throw room.lost("an earlier write to its log failed");
        }
    }
}
