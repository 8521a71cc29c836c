package io.github.xnatpull.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.FakeXnat;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.fakes.Requests;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.Scan;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.state.JdbcLedger;
import io.github.xnatpull.state.StateDatabase;
import io.github.xnatpull.support.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job as it is wired, on a real database on disk: its steps, what fails of them, and what a restart does again. */
@Timeout(120)
class PullJobTest {
    @TempDir
    private Path directory;

    private AppScene scene;
    private FakeXnat xnat;
    private StateDatabase state;
    private final List<String> ended = new ArrayList<>();
    private boolean stopsAfterTheFirst;

    @BeforeEach
    void begin() throws IOException {
        scene = new AppScene(directory, MiniatureArchives.scaled(3, 1, 1, 2, 2_000));
        xnat = scene.xnat();
        scene.destination().create();
        Files.createDirectories(scene.destination().home().resolve("state"));
        open();
        scene.begin(state, request());
    }

    private void open() {
        state = StateDatabase.open(scene.destination().home().resolve("state"), 20);
    }

    @AfterEach
    void end() {
        state.close();
        scene.close();
    }

    private PullRequest request() {
        return scene.request(Map.of("--transfers", List.of("1")));
    }

    /** One attempt of the run, in a database that is opened anew, as by another process. */
    private int attempt() {
        state.close();
        open();
        ended.clear();
        xnat.log().clear();
        StopSignal stop = new StopSignal();
        return scene.attempt(state, request(), scene.context(observer(stop), stop))
                .exitCode();
    }

    private RunObserver observer(StopSignal stop) {
        return new RunObserver() {
            @Override
            public void itemEnds(PlanItem item, Outcome outcome) {
                ended.add(item.session().label() + " " + outcome.status().word());
                if (stopsAfterTheFirst) {
                    stop.request(StopSignal.Reason.SIGTERM);
                }
            }
        };
    }

    /** The steps of an execution of the job, from 1, in the order in which Spring Batch made them. */
    private List<String> steps(int execution) {
        List<Long> executions = state.jdbc()
                .queryForList("select JOB_EXECUTION_ID from BATCH_JOB_EXECUTION order by JOB_EXECUTION_ID", Long.class);
        return state
                .jdbc()
                .queryForList(
                        "select STEP_NAME || ' ' || STATUS from BATCH_STEP_EXECUTION where JOB_EXECUTION_ID = ?"
                                + " order by STEP_EXECUTION_ID",
                        String.class,
                        executions.get(execution - 1))
                .stream()
                .toList();
    }

    private Timestamp time(String column, String step) {
        return Objects.requireNonNull(state.jdbc()
                .queryForObject(
                        "select " + column + " from BATCH_STEP_EXECUTION where STEP_NAME = ?", Timestamp.class, step));
    }

    private List<String> landed() {
        List<String> sessions = new ArrayList<>();
        new JdbcLedger(state).forEach(row -> sessions.add(row.key().accessionId()));
        return sessions;
    }

    private Scan scan(String session) {
        return xnat.archive().session(session).scan("1");
    }

    private String id(String session) {
        return xnat.archive().session(session).id();
    }

    private long filesOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(scene.destination().root())) {
            return files.filter(path -> path.toString().endsWith(".dcm")).count();
        }
    }

    private long archives() {
        return xnat.log()
                .matching(line -> Requests.archives().test(line.request()))
                .size();
    }

    @Test
    void theStepsRunOneAfterTheOtherPlanThenSlicesThenManifest() throws IOException {
        assertThat(attempt()).isEqualTo(ExitCodes.OK);

        assertThat(steps(1)).startsWith("planStep COMPLETED", "transferStep COMPLETED");
        assertThat(steps(1).subList(2, 5))
                .containsExactlyInAnyOrder(
                        "transfer:slice-001 COMPLETED", "transfer:slice-002 COMPLETED", "transfer:slice-003 COMPLETED");
        assertThat(steps(1)).hasSize(6).endsWith("manifestStep COMPLETED");
        assertThat(time("START_TIME", "transferStep")).isAfterOrEqualTo(time("END_TIME", "planStep"));
        assertThat(time("START_TIME", "transfer:slice-003")).isAfterOrEqualTo(time("END_TIME", "transfer:slice-002"));
        assertThat(time("START_TIME", "manifestStep")).isAfterOrEqualTo(time("END_TIME", "transferStep"));
        assertThat(ended).containsExactly("S00001_MR1 landed", "S00002_MR1 landed", "S00003_MR1 landed");
        assertThat(filesOnDisk()).isEqualTo(6);
        assertThat(scene.destination()
                        .root()
                        .resolve("reports")
                        .resolve(AppScene.RUN)
                        .resolve("manifest.csv"))
                .exists();
    }

    @Test
    void anItemThatFailsMakesItsSliceFailedAndARestartRunsThatSliceOnly() throws IOException {
        long resource = scan("S00002_MR1").resource("DICOM").id();
        xnat.on(Requests.resource(resource)).then(Faults.status(403));

        assertThat(attempt()).isEqualTo(ExitCodes.PARTIAL);
        assertThat(steps(1))
                .containsExactlyInAnyOrder(
                        "planStep COMPLETED",
                        "transferStep FAILED",
                        "transfer:slice-001 COMPLETED",
                        "transfer:slice-002 FAILED",
                        "transfer:slice-003 COMPLETED");
        assertThat(ended).containsExactly("S00001_MR1 landed", "S00002_MR1 failed", "S00003_MR1 landed");
        assertThat(landed()).containsExactly(id("S00001_MR1"), id("S00003_MR1"));

        assertThat(attempt()).as("still refused").isEqualTo(ExitCodes.PARTIAL);
        assertThat(ended).containsExactly("S00002_MR1 failed");

        xnat.behave();
        assertThat(attempt()).isEqualTo(ExitCodes.OK);
        assertThat(steps(3))
                .containsExactly(
                        "planStep COMPLETED",
                        "transferStep COMPLETED",
                        "transfer:slice-002 COMPLETED",
                        "manifestStep COMPLETED");
        assertThat(ended).containsExactly("S00002_MR1 landed");
        assertThat(archives()).isEqualTo(1);
        assertThat(xnat.log().containing("/scans?"))
                .as("nothing is planned again")
                .isEmpty();
        assertThat(filesOnDisk()).isEqualTo(6);
    }

    @Test
    void anItemThatFailsOnceLandsAtTheEndOfItsSliceAndTheJobIsComplete() {
        long resource = scan("S00002_MR1").resource("DICOM").id();
        xnat.on(Requests.resource(resource).and(Requests.fileListings()))
                .times(1)
                .then(Faults.status(403));

        assertThat(attempt()).isEqualTo(ExitCodes.OK);
        assertThat(steps(1)).hasSize(6).allSatisfy(step -> assertThat(step).endsWith(" COMPLETED"));
        assertThat(landed()).hasSize(3);
    }

    @Test
    void aSessionThatCannotBeListedMakesTransferStepFailedAndARestartListsThatOneOnly() throws IOException {
        xnat.on(Requests.path("/" + id("S00002_MR1") + "/scans")).then(Faults.status(403));

        assertThat(attempt()).isEqualTo(ExitCodes.PARTIAL);
        assertThat(steps(1))
                .containsExactlyInAnyOrder(
                        "planStep COMPLETED",
                        "transferStep FAILED",
                        "transfer:slice-001 COMPLETED",
                        "transfer:slice-002 COMPLETED");
        assertThat(landed()).containsExactly(id("S00001_MR1"), id("S00003_MR1"));

        xnat.behave();
        assertThat(attempt()).isEqualTo(ExitCodes.OK);
        assertThat(steps(2))
                .containsExactly(
                        "planStep COMPLETED",
                        "transferStep COMPLETED",
                        "transfer:slice-003 COMPLETED",
                        "manifestStep COMPLETED");
        assertThat(ended).containsExactly("S00002_MR1 landed");
        assertThat(xnat.log().containing("/scans?")).isNotEmpty().allSatisfy(line -> assertThat(line.target())
                .contains("/" + id("S00002_MR1") + "/"));
        assertThat(filesOnDisk()).isEqualTo(6);
    }

    @Test
    void aStopEndsTheJobBeforeTheNextItemAndARestartBringsTheRest() throws IOException {
        stopsAfterTheFirst = true;

        assertThat(attempt()).isEqualTo(ExitCodes.SIGTERM);
        assertThat(ended).containsExactly("S00001_MR1 landed");
        assertThat(archives()).isEqualTo(1);
        assertThat(steps(1)).contains("planStep COMPLETED").noneMatch(step -> step.startsWith("manifestStep"));

        stopsAfterTheFirst = false;
        assertThat(attempt()).isEqualTo(ExitCodes.OK);
        assertThat(ended).containsExactly("S00002_MR1 landed", "S00003_MR1 landed");
        assertThat(archives()).isEqualTo(2);
        assertThat(steps(2)).contains("transferStep COMPLETED").endsWith("manifestStep COMPLETED");
        assertThat(filesOnDisk()).isEqualTo(6);
    }
}
