package io.github.xnatpull.job;

import io.github.xnatpull.job.AttemptScope.Asked;
import io.github.xnatpull.job.AttemptScope.Planning;
import io.github.xnatpull.job.AttemptScope.Stores;
import io.github.xnatpull.ledger.Ledger;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.plan.Action;
import io.github.xnatpull.plan.FolderAssigner;
import io.github.xnatpull.plan.KnownGaps;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.plan.SessionPlan;
import io.github.xnatpull.run.KnownGapsNotice;
import io.github.xnatpull.run.ListReportPrinter;
import io.github.xnatpull.run.ShrinkCheck;
import io.github.xnatpull.run.Supersession;
import io.github.xnatpull.selection.Recheck;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.support.FailPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Stores what {@code planStep} found, in the chunk's transaction. */
final class PlanWriter implements ItemWriter<PlanWork.Result> {
    private final PlanStore plan;
    private final Ledger ledger;
    private final FolderAssigner folders;
    private final String run;
    private final int transfers;
    private final Supersession supersession;
    private final ShrinkCheck shrinkCheck;
    private final RunObserver observer;
    private final Recheck recheck;
    private final boolean strictList;
    private final KnownGaps gaps;
    private List<UnmatchedName> told = List.of();
    private List<UnmatchedName> open = List.of();
    private PlanStore.@Nullable Counts counts;

    PlanWriter(String run, Asked asked, Stores stores, Planning planning, RunObserver observer) {
        this.run = run;
        this.transfers = asked.request().load().transfers();
        this.recheck = asked.request().strictness().recheck();
        this.strictList = asked.request().strictness().strictList();
        this.gaps = asked.gaps();
        this.plan = stores.plan();
        this.ledger = stores.ledger();
        this.folders = planning.folders();
        this.supersession = planning.supersession();
        this.shrinkCheck = planning.shrinkCheck();
        this.observer = observer;
    }

    @Override
    public void write(Chunk<? extends PlanWork.Result> results) {
        for (PlanWork.Result result : results) {
            if (result instanceof PlanWork.Result.Listed listed) {
                plan.storeSessions(run, listed.list());
                told = listed.list().unmatched();
                open = KnownGapsNotice.asked(listed.list().names().open());
                observer.sessionsListed(listed.list().count());
            } else if (result instanceof PlanWork.Result.Planned planned) {
                store(planned.plans());
            } else {
                plan.chooseComparisons(run, recheck);
                plan.freeze(run, transfers);
                tellNames();
                shrinkCheck.note(run, observer);
                supersession.decide();
                FailPoint.hit("beforeFreezeCommit");
            }
        }
    }

    /** Only now is it known what no session answers to; thrown here, the plan is not frozen and nothing is pulled. */
    private void tellNames() {
        List<UnmatchedName> all = plan.unmatched(run);
        List<UnmatchedName> unmatched = gaps.missed(all);
        KnownGapsNotice.tellFound(gaps, open, all, observer);
        ListReportPrinter.tellPlanned(unmatched, told, plan.idleExclusions(run), plan.blankValues(run), observer);
        ListReportPrinter.requireAll(unmatched, strictList);
    }

    private void store(List<SessionPlan> plans) {
        List<SessionPlan> placed = plans.stream().map(folders::assign).toList();
        plan.add(run, placed);
        List<ResourceKey> unchanged = placed.stream()
                .flatMap(one -> one.items().stream())
                .filter(item -> item.action() == Action.UNCHANGED)
                .map(PlanItem::key)
                .toList();
        ledger.seen(unchanged, run);
        FailPoint.hit("midPlan");
        tell(placed);
    }

    /** Counts along: to ask the plan after each block would cost more and more as it grows. */
    private void tell(List<SessionPlan> block) {
        PlanStore.Counts before = counts;
        if (before == null) {
            counts = plan.counts(run);
        } else {
            List<PlanItem> items =
                    block.stream().flatMap(one -> one.items().stream()).toList();
            long sessions = block.stream()
                    .filter(one -> !one.session().accessionId().isEmpty())
                    .count();
            long bytes = items.stream()
                    .mapToLong(item -> item.hints().size().orElse(0))
                    .sum();
            counts = new PlanStore.Counts(
                    before.sessions(),
                    before.planned() + sessions,
                    before.items() + items.size(),
                    before.hintedBytes() + bytes);
        }
        observer.sessionsPlanned(counts.planned(), counts.sessions(), counts.items(), counts.hintedBytes());
    }
}
