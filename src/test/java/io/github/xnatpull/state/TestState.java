package io.github.xnatpull.state;

import io.github.xnatpull.ledger.Folders;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.plan.PlanCoverage;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.plan.StatePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** A state of each test's own in a database. Another database is another way to open it. */
final class TestState implements StatePorts, BeforeEachCallback, AfterEachCallback {
    private final Opener opener;
    private @Nullable Path directory;
    private @Nullable Open open;

    private TestState(Opener opener) {
        this.opener = opener;
    }

    /** HSQLDB in files, as every destination has it. */
    static TestState onDisk() {
        return new TestState(directory -> StateDatabase.open(directory, 4));
    }

    StateDatabase database() {
        return open().database();
    }

    private Open open() {
        return Objects.requireNonNull(open);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("state");
        open = new Open(opener.open(directory));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        database().close();
        FileSystemUtils.deleteRecursively(directory);
    }

    @Override
    public Ledger ledger() {
        return open().ledger();
    }

    @Override
    public Folders folders() {
        return open().folders();
    }

    @Override
    public Runs runs() {
        return open().runs();
    }

    @Override
    public PlanStore plan() {
        return open().plan();
    }

    @Override
    public PlanCoverage coverage() {
        return new JdbcPlanCoverage(database());
    }

    @Override
    public RunRecords records() {
        return new JdbcRunRecords(database(), "destination");
    }

    @Override
    public void inTransaction(Runnable work) {
        database().transactions().executeWithoutResult(transaction -> work.run());
    }

    @Override
    public void reopen() {
        database().close();
        open = new Open(opener.open(Objects.requireNonNull(directory)));
    }

    @FunctionalInterface
    private interface Opener {
        StateDatabase open(Path directory);
    }

    private record Open(StateDatabase database, Ledger ledger, Folders folders, Runs runs, PlanStore plan) {
        Open(StateDatabase database) {
            this(
                    database,
                    new JdbcLedger(database),
                    new JdbcFolders(database),
                    new JdbcRuns(database),
                    new JdbcPlanStore(database));
        }
    }
}
