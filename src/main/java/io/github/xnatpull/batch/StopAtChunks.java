package io.github.xnatpull.batch;

import io.github.xnatpull.support.StopSignal;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/** Ends a step as STOPPED at the next chunk boundary after a stop was asked for, so that a restart goes on from there. */
final class StopAtChunks implements StepInterruptionPolicy {
    private final StopSignal stop;

    StopAtChunks(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public void checkInterrupted(StepExecution stepExecution) throws JobInterruptedException {
        if (stop.requested()) {
            // The step itself asks this flag when its loop has ended, and would else call itself COMPLETED.
            stepExecution.setTerminateOnly();
        }
        if (stepExecution.isTerminateOnly()) {
            throw new JobInterruptedException("stop requested");
        }
    }
}
