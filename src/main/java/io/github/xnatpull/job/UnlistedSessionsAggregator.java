package io.github.xnatpull.job;

import io.github.xnatpull.plan.PlanStore;
import java.util.Collection;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.partition.support.DefaultStepExecutionAggregator;
import org.springframework.batch.core.step.StepExecution;

/**
 * Ends {@code transferStep} as FAILED where all slices are done, but sessions could not be listed: a step that is
 * COMPLETED is never begun again, and what those sessions have would never come.
 */
final class UnlistedSessionsAggregator extends DefaultStepExecutionAggregator {
    private final PlanStore plan;
    private final String run;

    UnlistedSessionsAggregator(PlanStore plan, String run) {
        this.plan = plan;
        this.run = run;
    }

    @Override
    public void aggregate(StepExecution result, Collection<StepExecution> executions) {
        super.aggregate(result, executions);
        if (result.getStatus() == BatchStatus.COMPLETED
                && !plan.unlistedSessions(run, 0, 1).isEmpty()) {
            result.upgradeStatus(BatchStatus.FAILED);
        }
    }
}
