package io.github.xnatpull.job;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.run.FileNamesLook;
import io.github.xnatpull.run.RunControl;
import io.github.xnatpull.run.RunReports;
import io.github.xnatpull.run.RunVerdict;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Publishes the manifest and its companions. A tasklet, not a chunk step: the files are always written whole from the
 * ledger and renamed, so that there is nothing to continue in the middle.
 */
final class ManifestTasklet implements Tasklet {
    private final FileNamesLook files;
    private final RunReports reports;
    private final RunControl control;
    private final RunVerdict verdict;

    ManifestTasklet(FileNamesLook files, RunReports reports, RunControl control, RunVerdict verdict) {
        this.files = files;
        this.reports = reports;
        this.control = control;
        this.verdict = verdict;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        try {
            files.settle();
            reports.publish(verdict.ofCompleted());
            return RepeatStatus.FINISHED;
        } catch (Fault fault) {
            throw control.end(fault);
        }
    }
}
