package io.github.xnatpull.logging;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultKind;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunObserver;
import io.github.xnatpull.support.Pseudonyms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a run does to the log, wherever that goes. */
public final class LogObserver implements RunObserver {
    private static final Logger LOG = LoggerFactory.getLogger("xnatpull");

    /** Notes a fault that ends the command; where it came about only where that helps, or is asked for. */
    public static void fault(Throwable failure) {
        String message = Fault.in(failure)
                .map(fault -> fault.getMessage() + " [" + fault.code().id() + "]")
                .orElse("internal error");
        boolean mistake = Fault.in(failure)
                .map(fault -> fault.kind() == FaultKind.INTERNAL)
                .orElse(true);
        if (mistake || LogFile.isDetailed()) {
            LOG.error("{}", message, failure);
        } else {
            LOG.error("{}", message);
        }
    }

    @Override
    public void sessionsListed(long sessions) {
        LOG.info("{} sessions listed", sessions);
    }

    @Override
    public void transferStarts(long items, long hintedBytes, long itemsDone) {
        LOG.info(
                "transfer of {} resources begins, {} are done already; {} bytes by the server's hints",
                items,
                itemsDone,
                hintedBytes);
    }

    @Override
    public void itemStarts(PlanItem item) {
        Privacy.hide(item);
    }

    @Override
    public void itemWaits(PlanItem item, Outcome outcome) {
        LOG.info(
                "{} {}: {}; it is tried again at the end",
                item.display(),
                outcome.status().word(),
                outcome.code().map(code -> code.id()).orElse(""));
    }

    @Override
    public void itemEnds(PlanItem item, Outcome outcome) {
        if (outcome.code().isPresent()) {
            // Messages name files; where nothing may be named the code must do.
            String message = Pseudonyms.process().isOn() ? "" : outcome.message();
            LOG.warn(
                    "{} {}: {} {}",
                    item.display(),
                    outcome.status().word(),
                    outcome.code().get().id(),
                    message);
        } else {
            LOG.info(
                    "{} {}: {} files, {} bytes, {}",
                    item.display(),
                    outcome.status().word(),
                    outcome.extent().files(),
                    outcome.extent().bytes(),
                    outcome.extent().proof().word());
        }
    }

    @Override
    public void notice(String text) {
        LOG.info("{}", text);
    }

    @Override
    public void warning(String text) {
        LOG.warn("{}", text);
    }
}
