package io.github.xnatpull.job;

import io.github.xnatpull.run.RunControl;
import io.github.xnatpull.support.StopSignal.Reason;
import java.util.function.BooleanSupplier;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/**
 * Ends a step as STOPPED at the next chunk boundary after a stop was asked for, so that a restart goes on from there. A step
 * that has nothing left to do ends as it would without the stop: a limit that is reached by the last resource keeps nothing
 * from being complete.
 */
final class StopAtChunkBoundary implements StepInterruptionPolicy {
    private final RunControl control;
    private final BooleanSupplier workLeft;

    /** @param workLeft whether the step would do anything more */
    StopAtChunkBoundary(RunControl control, BooleanSupplier workLeft) {
        this.control = control;
        this.workLeft = workLeft;
    }

    @Override
    public void checkInterrupted(StepExecution stepExecution) throws JobInterruptedException {
        if (isToStop()) {
            control.stoppedShort();
            // The step itself asks this flag when its loop has ended, and would else call itself COMPLETED.
            stepExecution.setTerminateOnly();
        }
        if (stepExecution.isTerminateOnly()) {
            throw new JobInterruptedException("stop requested");
        }
    }

    private boolean isToStop() {
        return control.stop()
                .reason()
                .filter(reason -> reason == Reason.FAULT || workLeft.getAsBoolean())
                .isPresent();
    }
}
