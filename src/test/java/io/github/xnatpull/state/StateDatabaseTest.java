package io.github.xnatpull.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A state that is opened: newer, damaged, left by a kill, or after a look. */
class StateDatabaseTest {
    @TempDir
    Path directory;

    private StateDatabase state;

    @BeforeEach
    void open() {
        state = StateDatabase.open(directory, 2);
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    @DisplayName("B-10, B-13: A newer schema is refused")
    void aNewerSchemaIsRefused() {
        state.jdbc().update("update xp_meta set text = '99' where name = 'schema'");
        state.close();

        assertThatThrownBy(() -> StateDatabase.open(directory, 2))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.STATE_NEWER))
                .hasMessageContaining("schema version 99");
    }

    @Test
    @DisplayName("A look at a state whose process was killed misses none of its rows")
    void aLookAfterAKillMissesNothing(@TempDir Path copy) throws IOException {
        state.jdbc().execute("create cached table few(id int primary key, name varchar(100))");
        state.jdbc().execute("checkpoint");
        for (int id = 0; id < 470; id++) {
            state.jdbc().update("insert into few values(?, 'abc')", id);
        }
        // What a kill leaves: every commit is on disk, and nothing was closed.
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        try (StateDatabase look = StateDatabase.openForReading(copy, 2)) {
            assertThat(look.jdbc().queryForObject("select count(*) from few", Integer.class))
                    .isEqualTo(470);
        }
    }

    @Test
    @DisplayName("B-64: A log whose last line a kill has torn is opened, with all that was committed before")
    void aTornEndOfTheLogIsNoReasonToRefuse(@TempDir Path copy) throws IOException {
        state.jdbc().execute("create cached table few(id int primary key, name varchar(100))");
        state.jdbc().update("insert into few values(1, 'abc')");
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Files.writeString(copy.resolve("xnatpull.log"), "/*C3*/INSERT INTO FEW VAL", StandardOpenOption.APPEND);
        try (StateDatabase torn = StateDatabase.open(copy, 2)) {
            assertThat(torn.jdbc().queryForObject("select count(*) from few", Integer.class))
                    .isEqualTo(1);
            torn.transactions()
                    .executeWithoutResult(transaction -> torn.jdbc().update("insert into few values(2, 'abc')"));
        }
    }

    @Test
    @DisplayName("B-07 Nothing is committed, nor shut down, once another machine has the destination")
    void nothingIsCommittedThatTheGuardRefuses() {
        TransactionTemplate transactions = state.transactions();
        state.guardCommits(() -> {
            throw Fault.fault(FaultCode.LOCKED).trying("go on").because("another run has begun");
        });
        assertThatThrownBy(() -> transactions.executeWithoutResult(
                        status -> state.jdbc().update("update xp_meta set text = '98' where name = 'schema'")))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.LOCKED));
        assertThat(state.jdbc().queryForObject("select text from xp_meta where name = 'schema'", String.class))
                .isNotEqualTo("98");
        state.close();
        assertThat(directory.resolve("xnatpull.log"))
                .as("left as a kill leaves it")
                .exists();
    }

    @ParameterizedTest(name = "HSQLDB's code {0} is a disk that takes no more, in whatever language it says so: {1}")
    @CsvSource({"-467, true", "-466, true", "-452, true", "-468, true", "-471, true", "-104, false", "0, false"})
    void theCodeTellsAndNotTheText(int code, boolean disk) {
        SQLException refused = new SQLException("Error de E/S", "S1000", code);
        assertThat(StateDatabase.diskTrouble(new IllegalStateException("around", refused))
                        .map(Fault::code))
                .isEqualTo(disk ? Optional.of(FaultCode.DISK_FULL) : Optional.empty());
    }

    @Test
    void whatWasOpenedForReadingCanBeWrittenAgainInTheSameProcess() {
        state.close();
        StateDatabase.openForReading(directory, 2).close();
        state = StateDatabase.open(directory, 2);
        assertThat(state.jdbc().update("update xp_meta set text = text where name = 'schema'"))
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "B-07 Who asks a state that is being closed does not open its files again: {0}")
    @ValueSource(strings = {"a run's", "a look's", "one that another machine has by now"})
    void whatIsClosedStaysClosed(String whose) throws Exception {
        boolean look = whose.equals("a look's");
        boolean lost = whose.startsWith("one");
        for (int round = 0; round < 20; round++) {
            state.close();
            state = look ? StateDatabase.openForReading(directory, 8) : StateDatabase.open(directory, 8);
            if (lost) {
                state.guardCommits(() -> {
                    throw Fault.fault(FaultCode.LOCKED).trying("go on").because("another run has begun");
                });
                refuseOnce();
            }
            AtomicBoolean ended = new AtomicBoolean();
            List<Thread> askers = Stream.generate(() -> asking(state.dataSource(), ended))
                    .limit(6)
                    .toList();
            askers.forEach(Thread::start);
            state.close();
            Map<String, FileTime> files = files();
            Thread.sleep(50);
            ended.set(true);
            for (Thread asker : askers) {
                asker.interrupt();
                asker.join();
            }
            assertThat(files()).isEqualTo(files);
            if (!lost) {
                assertThat(directory.resolve("xnatpull.properties")).content().contains("modified=no");
            }
        }
    }

    private static Thread asking(DataSource source, AtomicBoolean ended) {
        return new Thread(() -> {
            while (!ended.get()) {
                try (Connection connection = source.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("select count(*) from xp_meta");
                    Thread.sleep(1);
                } catch (SQLException | InterruptedException closed) {
                    Thread.onSpinWait();
                }
            }
        });
    }

    private void refuseOnce() {
        TransactionTemplate transactions = state.transactions();
        assertThatThrownBy(() -> transactions.executeWithoutResult(
                        status -> state.jdbc().update("update xp_meta set text = text where name = 'schema'")))
                .isInstanceOf(Fault.class);
    }

    private Map<String, FileTime> files() throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    @Test
    @DisplayName("B-10: A damaged database is named and not made anew")
    void aDamagedDatabaseIsNamedAndNotMadeAnew() throws IOException {
        state.close();
        Files.writeString(directory.resolve("xnatpull.script"), "this is no database\n");

        assertThatThrownBy(() -> StateDatabase.open(directory, 2))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.STATE_UNREADABLE))
                .hasMessageContaining("runs rebuild");
        assertThat(directory.resolve("xnatpull.script")).hasContent("this is no database");
    }
}
