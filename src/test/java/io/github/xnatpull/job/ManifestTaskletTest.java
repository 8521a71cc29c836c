package io.github.xnatpull.job;

import static io.github.xnatpull.job.JobScene.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.run.FileNamesLook;
import io.github.xnatpull.run.RunControl.RunEnded;
import io.github.xnatpull.run.RunReports;
import io.github.xnatpull.run.RunVerdict;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.state.JdbcRunRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

class ManifestTaskletTest {
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

    private static StepExecution step() {
        return new StepExecution(
                1, "manifestStep", new JobExecution(1, new JobInstance(1, "pullJob"), new JobParameters()));
    }

    private static StepContribution contribution() {
        return new StepContribution(step());
    }

    private static ChunkContext context() {
        return new ChunkContext(new StepContext(step()));
    }

    private ManifestTasklet manifest(RunReports reports) {
        FileNamesLook look = new FileNamesLook(
                RUN,
                scene.plan,
                new JdbcRunRecords(scene.state, directory.toString()),
                scene.receipts(),
                KnownGaps.NONE,
                Selector.of(Selection.ofProject("P")).fileNames(),
                List.of(),
                scene.observer());
        RunVerdict verdict = new RunVerdict(RUN, scene.plan, scene.runs, scene.control, false);
        return new ManifestTasklet(look, reports, scene.control, verdict);
    }

    @Test
    void theManifestIsPublishedOnceWithTheExitCodeThatThePlanJustifies() throws Exception {
        scene.planned(2, 1);
        scene.plan.record(RUN, scene.item(1).item(), landed());
        scene.plan.record(
                RUN, scene.item(2).item(), Outcome.without(Status.GONE, 1, FaultCode.GONE_SINCE_PLAN, "gone"));
        List<Integer> published = new ArrayList<>();

        assertThat(manifest(published::add).execute(contribution(), context())).isEqualTo(RepeatStatus.FINISHED);
        assertThat(published).containsExactly(3);
    }

    private static Outcome landed() {
        return new Outcome(Status.LANDED, Extent.NOTHING, 0, 1, Optional.empty(), "", List.of(), "");
    }

    @Test
    void aManifestThatCannotBeWrittenEndsTheAttemptAndItsTextStaysOutOfSpringBatch() {
        Fault unwritable = Fault.fault(FaultCode.REPORT_UNWRITABLE).because("/secret/place is read-only");

        assertThatThrownBy(() -> manifest(exitCode -> {
                            throw unwritable;
                        })
                        .execute(contribution(), context()))
                .isInstanceOf(RunEnded.class)
                .hasMessage(FaultCode.REPORT_UNWRITABLE.id())
                .hasNoCause();
        assertThat(scene.control.fatal()).contains(unwritable);
    }
}
