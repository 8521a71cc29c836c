package io.github.xnatpull.job;

import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.run.ItemFilter;
import io.github.xnatpull.run.RunLimits;
import io.github.xnatpull.run.RunVerdict;
import io.github.xnatpull.support.StopSignal.Reason;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job, whole: plan, transfer, manifest, strictly one after the other. Nothing ever continues past a failed step:
 * Spring Batch would mark that step ABANDONED and a restart would skip it for ever.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PullJobConfiguration {
    /** Enough for every thread that writes, and one for Spring Batch itself. */
    private static final String WORKER = "transfer";

    @Bean
    Job pullJob(JobRepository repository, Step planStep, Step transferStep, Step manifestStep) {
        return new JobBuilder(JobLaunch.JOB, repository)
                .start(planStep)
                .next(transferStep)
                .next(manifestStep)
                .build();
    }

    @Bean
    Step planStep(JobRepository repository, PlatformTransactionManager transactions, AttemptScope attempt) {
        SessionItemReader sessions = new SessionItemReader(
                attempt.stores().plan(),
                attempt.run(),
                4 * attempt.asked().request().load().checkers());
        return new StepBuilder("planStep", repository)
                .<PlanWork, PlanWork.Result>chunk(1)
                .transactionManager(transactions)
                .reader(sessions)
                .processor(new SessionPlanProcessor(
                        attempt.planning().lister(),
                        attempt.planning().planner(),
                        attempt.asked().request().load().checkers(),
                        attempt.watch().control(),
                        attempt.asked().gaps()))
                .writer(new PlanWriter(
                        attempt.run(),
                        attempt.asked(),
                        attempt.stores(),
                        attempt.planning(),
                        attempt.watch().observer()))
                .interruptionPolicy(new StopAtChunkBoundary(attempt.watch().control(), sessions::isWorkLeft))
                .listener(new StepFaults(attempt.watch().control()))
                // A resumed run lists again what could not be listed.
                .allowStartIfComplete(true)
                .build();
    }

    @Bean
    Step transferStep(
            JobRepository repository, AttemptScope attempt, Step sliceStep, ThreadPoolTaskExecutor transfers) {
        OrderedSliceHandler slices = new OrderedSliceHandler();
        slices.setStep(sliceStep);
        slices.setTaskExecutor(transfers);
        return new StepBuilder("transferStep", repository)
                .partitioner(WORKER, new SlicePartitioner(attempt.stores().plan(), attempt.run()))
                .partitionHandler(slices)
                .aggregator(new UnlistedSessionsAggregator(attempt.stores().plan(), attempt.run()))
                .listener(new TransferStart(attempt))
                .build();
    }

    @Bean
    Step sliceStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            AttemptScope attempt,
            SliceItemReader sliceItemReader,
            RunLimits limits) {
        return new StepBuilder("sliceStep", repository)
                .<SliceWork, SliceWork.Done>chunk(1)
                .transactionManager(transactions)
                .reader(sliceItemReader)
                .processor(new ResourceTransferProcessor(
                        attempt.watch().control(),
                        attempt.watch().observer(),
                        attempt.asked().gaps()))
                .writer(new OutcomeWriter(
                        attempt.run(),
                        attempt.stores(),
                        attempt.watch(),
                        limits,
                        !attempt.asked().request().selection().files().isEmpty(),
                        attempt.transferring().files()))
                .interruptionPolicy(new StopAtChunkBoundary(attempt.watch().control(), sliceItemReader::isWorkLeft))
                .listener(new StepFaults(attempt.watch().control()))
                .build();
    }

    @Bean
    @StepScope
    SliceItemReader sliceItemReader(AttemptScope attempt, @Value("#{stepExecution.stepName}") String stepName) {
        return new SliceItemReader(
                attempt.stores().plan(),
                attempt.transferring().transfer(),
                attempt.run(),
                SlicePartitioner.sliceOf(stepName),
                attempt.asked().only()::test,
                () -> attempt.watch().control().stop().reason().equals(Optional.of(Reason.LIMIT)));
    }

    @Bean
    Step manifestStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            AttemptScope attempt,
            RunVerdict verdict) {
        return new StepBuilder("manifestStep", repository)
                .tasklet(
                        new ManifestTasklet(
                                attempt.closing().fileNamesLook(),
                                attempt.closing().reports(),
                                attempt.watch().control(),
                                verdict),
                        transactions)
                .build();
    }

    @Bean
    RunLimits limits(AttemptScope attempt) {
        PlanStore plan = attempt.stores().plan();
        return new RunLimits(
                attempt.watch().control().stop(),
                attempt.asked().request().limits().ofAttempt(),
                () -> plan.counts(attempt.run()).items());
    }

    /** As many slices at a time as transfers; the queue is unbounded, a bounded one would reject partitions. */
    @Bean
    ThreadPoolTaskExecutor transfers(AttemptScope attempt) {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setCorePoolSize(attempt.asked().request().load().transfers());
        executor.setMaxPoolSize(attempt.asked().request().load().transfers());
        executor.setThreadNamePrefix("transfer-");
        return executor;
    }

    @Bean
    DataSource dataSource(AttemptScope attempt) {
        return attempt.stores().state().dataSource();
    }

    /** The state's own, for the steps and for Spring Batch's repository: Boot's would not look whether the disk is full. */
    @Bean
    PlatformTransactionManager transactionManager(AttemptScope attempt) {
        return attempt.stores().state().transactionManager();
    }

    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return serializer();
    }

    /** Readable in the database, and bound to no class's serial form. */
    public static ExecutionContextSerializer serializer() {
        return new JacksonExecutionContextStringSerializer();
    }

    /** Tidies up after the decision on older runs, and tells the observer what the transfers have to do. */
    private record TransferStart(AttemptScope attempt)
            implements org.springframework.batch.core.listener.StepExecutionListener {
        @Override
        public void beforeStep(org.springframework.batch.core.step.StepExecution stepExecution) {
            attempt.planning().supersession().tidy();
            PlanStore plan = attempt.stores().plan();
            PlanStore.Work work = plan.work(attempt.run());
            RunObserver observer = attempt.watch().observer();
            ItemFilter only = attempt.asked().only();
            long toDo = only.isAll() ? work.items() - work.done() : only.count(plan, attempt.run(), observer);
            observer.doneBefore(work.hintedDone());
            observer.transferStarts(toDo, work.hintedBytes(), work.done());
        }
    }
}
