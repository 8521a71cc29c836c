package io.github.xnatpull.job;

import io.github.xnatpull.fault.ProgramError;
import io.github.xnatpull.state.StateDatabase;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.transaction.annotation.Isolation;

/** What Spring Batch remembers of runs: a job instance each. */
public final class JobHistory {
    private final JobRepository repository;

    private JobHistory(JobRepository repository) {
        this.repository = repository;
    }

    /** @param trying what is attempted, for the fault */
    public static JobHistory of(StateDatabase state, String trying) {
        try {
            JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
            factory.setDataSource(state.dataSource());
            factory.setTransactionManager(state.transactionManager());
            factory.setSerializer(PullJobConfiguration.serializer());
            factory.setIsolationLevelForCreateEnum(Isolation.READ_COMMITTED);
            factory.afterPropertiesSet();
            return new JobHistory(factory.getObject());
        } catch (Exception e) {
            throw ProgramError.of(trying, "Nothing was changed", e);
        }
    }

    /** Forgets a run with all its attempts; one that is not there is forgotten already. */
    public void forget(String run) {
        JobInstance instance = repository.getJobInstance(
                JobLaunch.JOB,
                new JobParametersBuilder().addString(JobLaunch.RUN, run).toJobParameters());
        if (instance != null) {
            repository.deleteJobInstance(instance);
        }
    }
}
