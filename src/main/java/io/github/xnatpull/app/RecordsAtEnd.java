package io.github.xnatpull.app;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.Outcome;
import io.github.xnatpull.plan.Outcome.FileFault;
import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.plan.RunRecords;
import io.github.xnatpull.plan.ShrunkProject;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Records of a run with what befell the resources at which it ended, where the state could not be told that any more. */
record RecordsAtEnd(RunRecords records, Map<Long, Outcome> atEnd) implements RunRecords {
    @Override
    public List<String> listColumns(String run) {
        return records.listColumns(run);
    }

    @Override
    public Map<String, Long> blankValues(String run) {
        return records.blankValues(run);
    }

    @Override
    public List<ShrunkProject> shrunkProjects(String run) {
        return records.shrunkProjects(run);
    }

    @Override
    public void unmatched(String run, Consumer<UnmatchedRow> each) {
        records.unmatched(run, each);
    }

    @Override
    public RunFacts facts(String run) {
        return records.facts(run);
    }

    @Override
    public void resources(String run, Consumer<ResourceRecord> each) {
        records.resources(run, row -> each.accept(told(row)));
    }

    private ResourceRecord told(ResourceRecord row) {
        Outcome outcome = atEnd.get(row.item().number());
        return outcome == null || row.status() != Status.NOT_ATTEMPTED
                ? row
                : new ResourceRecord(
                        row.item(),
                        outcome.status(),
                        row.attempts() + outcome.tries(),
                        row.filesExpected(),
                        row.bytesExpected(),
                        row.landed(),
                        outcome.code().map(FaultCode::id).orElse(""),
                        outcome.message(),
                        row.extras());
    }

    @Override
    public void sessions(String run, Consumer<SessionRecord> each) {
        records.sessions(run, each);
    }

    @Override
    public List<FileFault> fileFaults(String run, PlanItem item) {
        return records.fileFaults(run, item);
    }
}
