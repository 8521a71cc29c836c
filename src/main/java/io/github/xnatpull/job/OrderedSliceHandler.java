package io.github.xnatpull.job;

import io.github.xnatpull.support.FailPoint;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.StepExecution;

/** Begins slices in the order of their names: the heavy ones first, then sessions in order. The splitter's set has none. */
final class OrderedSliceHandler extends TaskExecutorPartitionHandler {
    @Override
    protected Set<StepExecution> doHandle(StepExecution manager, Set<StepExecution> slices) throws Exception {
        FailPoint.hit("afterPartitions");
        Set<StepExecution> ordered = new TreeSet<>(Comparator.comparing(StepExecution::getStepName));
        ordered.addAll(slices);
        return super.doHandle(manager, new LinkedHashSet<>(ordered));
    }
}
