package io.github.xnatpull.job;

import java.time.LocalDateTime;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Makes a dead attempt restartable. Called under the destination's lock, where whatever is not cleanly ended is dead:
 * a killed one leaves STARTED rows, a failed commit leaves UNKNOWN ones, which Spring Batch's own {@code recover} refuses.
 */
final class Recovery {
    private final JobRepository repository;

    Recovery(JobRepository repository) {
        this.repository = repository;
    }

    /** Repairs the execution if it needs it; says whether it did. */
    boolean repair(JobExecution last) {
        boolean dirty = isDirty(last.getStatus())
                || last.getStepExecutions().stream().anyMatch(step -> isDirty(step.getStatus()));
        if (!dirty) {
            return false;
        }
        LocalDateTime now = LocalDateTime.now(java.time.ZoneId.systemDefault());
        for (StepExecution step : last.getStepExecutions()) {
            if (isDirty(step.getStatus())) {
                step.setStatus(BatchStatus.FAILED);
                step.setEndTime(now);
                repository.update(step);
            }
        }
        last.setStatus(BatchStatus.FAILED);
        last.setEndTime(now);
        repository.update(last);
        return true;
    }

    private static boolean isDirty(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }
}
