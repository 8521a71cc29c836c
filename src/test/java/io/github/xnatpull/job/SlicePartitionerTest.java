package io.github.xnatpull.job;

import static io.github.xnatpull.job.JobScene.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.selection.NameMatches;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Which slices transferStep begins, and when it is done with them. */
class SlicePartitionerTest {
    @TempDir
    private Path directory;

    private JobScene scene;

    @BeforeEach
    void open() {
        scene = new JobScene(directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void everySliceIsAPartitionWhateverTheGridSize(int grid) {
        scene.planned(3, 1);

        assertThat(new SlicePartitioner(scene.plan, RUN).partition(grid))
                .containsOnlyKeys("slice-001", "slice-002", "slice-003")
                .allSatisfy((slice, context) -> assertThat(context).isEqualTo(new ExecutionContext()));
    }

    @Test
    void slicesThatAreDoneKeepTheirNamesAmongThePartitionsOfARestart() {
        scene.planned(3, 1);
        SlicePartitioner partitioner = new SlicePartitioner(scene.plan, RUN);
        Set<String> before = partitioner.partition(1).keySet();
        scene.plan.record(
                RUN,
                scene.item(2).item(),
                new Outcome(Status.LANDED, Extent.NOTHING, 0, 1, Optional.empty(), "", List.of(), ""));

        assertThat(scene.open("slice-002")).isEmpty();
        assertThat(partitioner.partition(1).keySet()).containsExactlyElementsOf(before);
    }

    @Test
    void aPlanWithoutAnythingToFetchHasNoPartition() {
        scene.plan.storeSessions(RUN, JobScene.listOf(1));
        scene.plan.add(RUN, List.of(JobScene.planOf(1, 0)));
        scene.plan.freeze(RUN, 1);

        assertThat(new SlicePartitioner(scene.plan, RUN).partition(4)).isEmpty();
    }

    @Test
    void aWorkerKnowsItsSliceByTheNameOfItsStep() {
        assertThat(SlicePartitioner.sliceOf("transfer:slice-017")).isEqualTo("slice-017");
    }

    @ParameterizedTest(name = "unlisted {0}, slices {1}: {2}")
    @CsvSource({
        "true,  COMPLETED, FAILED",
        "true,  STOPPED,   STOPPED",
        "true,  FAILED,    FAILED",
        "false, COMPLETED, COMPLETED",
        "false, FAILED,    FAILED"
    })
    void transferStepIsDoneOnlyIfEverySessionCouldBeListed(boolean unlisted, BatchStatus slices, BatchStatus expected) {
        scene.plan.storeSessions(RUN, JobScene.listOf(2));
        scene.plan.add(RUN, List.of(JobScene.planOf(1, 1), unlisted ? failed() : JobScene.planOf(2, 1)));
        scene.plan.freeze(RUN, 1);
        JobExecution job = new JobExecution(1, new JobInstance(1, "pullJob"), new JobParameters());
        StepExecution manager = new StepExecution(1, "transferStep", job);
        manager.upgradeStatus(BatchStatus.COMPLETED); // as Spring Batch does before it aggregates
        StepExecution worker = new StepExecution(2, "transfer:slice-001", job);
        worker.setStatus(slices);

        new UnlistedSessionsAggregator(scene.plan, RUN).aggregate(manager, List.of(worker));

        assertThat(manager.getStatus()).isEqualTo(expected);
    }

    private static SessionPlan failed() {
        SessionPlan.Unlisted why = new SessionPlan.Unlisted(Status.FAILED, FaultCode.SERVER_ERROR, "status 500");
        return new SessionPlan(
                2,
                JobScene.session(2),
                List.of(),
                SessionPlan.Listed.NOTHING,
                0,
                "",
                Set.of(),
                Optional.of(why),
                new NameMatches());
    }
}
