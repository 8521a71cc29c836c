package io.github.xnatpull.plan;

import java.util.List;
import java.util.function.Consumer;

/** Tells several observers the same. */
public final class Observers implements RunObserver {
    private final List<RunObserver> all;

    public Observers(RunObserver... observers) {
        this.all = List.of(observers);
    }

    private void tell(Consumer<RunObserver> what) {
        all.forEach(what);
    }

    @Override
    public void sessionsListed(long sessions) {
        tell(one -> one.sessionsListed(sessions));
    }

    @Override
    public void sessionsPlanned(long planned, long sessions, long items, long hintedBytes) {
        tell(one -> one.sessionsPlanned(planned, sessions, items, hintedBytes));
    }

    @Override
    public void doneBefore(long hintedBytes) {
        tell(one -> one.doneBefore(hintedBytes));
    }

    @Override
    public void stopping() {
        tell(RunObserver::stopping);
    }

    @Override
    public void transferStarts(long items, long hintedBytes, long itemsDone) {
        tell(one -> one.transferStarts(items, hintedBytes, itemsDone));
    }

    @Override
    public void itemStarts(PlanItem item) {
        tell(one -> one.itemStarts(item));
    }

    @Override
    public void bytesArrived(PlanItem item, long bytes) {
        tell(one -> one.bytesArrived(item, bytes));
    }

    @Override
    public void itemWaits(PlanItem item, Outcome outcome) {
        tell(one -> one.itemWaits(item, outcome));
    }

    @Override
    public void itemEnds(PlanItem item, Outcome outcome) {
        tell(one -> one.itemEnds(item, outcome));
    }

    @Override
    public void sessionEnds(String accessionId, long landed, long failed, long bytes) {
        tell(one -> one.sessionEnds(accessionId, landed, failed, bytes));
    }

    @Override
    public void notice(String text) {
        tell(one -> one.notice(text));
    }

    @Override
    public void warning(String text) {
        tell(one -> one.warning(text));
    }

    @Override
    public void alarm(String text) {
        tell(one -> one.alarm(text));
    }
}
