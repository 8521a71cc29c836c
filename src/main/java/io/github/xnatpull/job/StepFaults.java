package io.github.xnatpull.job;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.ProgramError;
import io.github.xnatpull.job.SliceItemReader.SliceIncomplete;
import io.github.xnatpull.run.RunControl;
import io.github.xnatpull.state.StateDatabase;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Whatever ends a step, ends the attempt with an error that is told. Spring Batch only notes what a reader, a writer or a
 * commit throws: without this an attempt that died of it would look as if there had been nothing to do.
 */
public final class StepFaults implements StepExecutionListener {
    private static final Logger LOG = LoggerFactory.getLogger(StepFaults.class);

    private final RunControl control;

    StepFaults(RunControl control) {
        this.control = control;
    }

    @Override
    public ExitStatus afterStep(StepExecution step) {
        look(step.getFailureExceptions());
        return step.getExitStatus();
    }

    /** Ends the attempt because of the first of these that is not the way in which steps end here. */
    void look(List<Throwable> failures) {
        failures.stream().filter(failure -> !isKnown(failure)).forEach(failure -> control.end(faultOf(failure)));
    }

    private static boolean isKnown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RunControl.RunEnded
                    || cause instanceof SliceIncomplete
                    // A stop at a chunk's end; and the step of all slices says that one of them failed.
                    || cause instanceof JobExecutionException && cause.getCause() == null) {
                return true;
            }
        }
        return false;
    }

    /** A failure of this process's own as the fault that it is: a full disk under the state, or a mistake. */
    public static Fault faultOf(Throwable failure) {
        return Fault.in(failure).orElseGet(() -> {
            LOG.debug("a step ended", failure);
            return StateDatabase.diskTrouble(failure).orElseGet(() -> internal(failure));
        });
    }

    private static Fault internal(Throwable failure) {
        LOG.error("a step ended: {}", ProgramError.where(failure));
        return ProgramError.of("run the job", "What landed is safe and recorded", failure);
    }
}
