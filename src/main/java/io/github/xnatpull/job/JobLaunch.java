package io.github.xnatpull.job;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.ProgramError;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.run.RunVerdict;
import io.github.xnatpull.state.StateDatabase;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the Spring context around an attempt and runs the job in it, on this thread. */
public final class JobLaunch {
    /** The one job. */
    public static final String JOB = "pullJob";
    /** Its one parameter, the run's name: parameters are stored and printed in clear. */
    public static final String RUN = "run";

    private static final Map<String, Object> SETTINGS = Map.of(
            "spring.batch.job.enabled", "false",
            "spring.batch.jdbc.initialize-schema", "never",
            "spring.batch.jdbc.isolation-level-for-create", "read_committed",
            "spring.main.web-application-type", "none",
            "spring.jmx.enabled", "false");

    static {
        // Boot would set up logging anew and with that take away the run's own log.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    }

    private static final Logger LOG = LoggerFactory.getLogger(JobLaunch.class);

    private JobLaunch() {}

    /**
     * Runs or restarts the job of a run.
     *
     * @return whether all three steps completed
     */
    public static boolean run(AttemptScope attempt, Runs runs, RunVerdict verdict) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(PullJobConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(
                        false) // it would close the database under the running job; signals are handled by the caller
                .logStartupInfo(false)
                .properties(SETTINGS)
                .initializers(initialized -> {
                    GenericApplicationContext beans = (GenericApplicationContext) initialized;
                    beans.registerBean(AttemptScope.class, () -> attempt);
                    beans.registerBean(RunVerdict.class, () -> verdict);
                })
                .run()) {
            return execute(attempt, context);
        }
    }

    private static boolean execute(AttemptScope attempt, ConfigurableApplicationContext context) {
        Job job = context.getBean(JOB, Job.class);
        JobRepository repository = context.getBean(JobRepository.class);
        JobParameters parameters =
                new JobParametersBuilder().addString(RUN, attempt.run()).toJobParameters();
        JobInstance instance = repository.getJobInstance(job.getName(), parameters);
        if (instance != null) {
            JobExecution last = repository.getLastJobExecution(instance);
            if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
                // It was killed, or its disk was full, between the job's end and the run's: nothing is left to do.
                return true;
            }
            if (last == null) {
                // It ended between the two rows, and Spring Batch would start no instance that has no execution.
                repository.deleteJobInstance(instance);
            }
            if (last != null && new Recovery(repository).repair(last)) {
                attempt.watch()
                        .observer()
                        .notice(
                                "The last attempt of " + attempt.run()
                                        + " did not end by itself (killed, or the machine went down); going on from its last checkpoint.");
            }
        }
        try {
            JobExecution execution = context.getBean(JobOperator.class).start(job, parameters);
            new StepFaults(attempt.watch().control()).look(execution.getAllFailureExceptions());
            return execution.getStatus() == BatchStatus.COMPLETED;
        } catch (Exception e) {
            // What Spring Batch itself could not write down of the job's beginning or end.
            throw Fault.in(e).or(() -> StateDatabase.diskTrouble(e)).orElseGet(() -> {
                LOG.error("the job did not start: {}", ProgramError.where(e));
                return ProgramError.of("start the job of run " + attempt.run(), "What landed before is safe", e);
            });
        }
    }
}
