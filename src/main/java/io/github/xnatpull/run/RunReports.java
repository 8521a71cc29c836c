package io.github.xnatpull.run;

/** Publishes the reports of a run; the two places that call it are {@code manifestStep} and the end of the job. */
@FunctionalInterface
public interface RunReports {
    /**
     * Writes every report from the ledger.
     *
     * @param exitCode the exit code the attempt is about to end with
     * @throws io.github.xnatpull.fault.Fault {@code REPORT_UNWRITABLE} where the manifest cannot be written
     */
    void publish(int exitCode);
}
