package io.github.xnatpull.job;

import io.github.xnatpull.plan.PlanStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Gives one partition per slice of the frozen plan, always all of them: names it left out would be lost on a restart.
 * Contexts stay empty; a worker knows its slice by its step name, because a crash between a partition's row and its
 * context leaves the context empty for ever (Spring Batch 6.0.4).
 */
final class SlicePartitioner implements Partitioner {
    private final PlanStore plan;
    private final String run;

    SlicePartitioner(PlanStore plan, String run) {
        this.plan = plan;
        this.run = run;
    }

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        plan.slices(run).forEach(slice -> partitions.put(slice, new ExecutionContext()));
        return partitions;
    }

    /** The slice of a worker step's name, {@code transfer:slice-001}. */
    static String sliceOf(String stepName) {
        return stepName.substring(stepName.indexOf(':') + 1);
    }
}
