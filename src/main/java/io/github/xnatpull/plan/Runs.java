package io.github.xnatpull.plan;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of a destination, and what the destination is bound to. */
public interface Runs {
    /** Every run, oldest first. */
    List<RunInfo> all();

    Optional<RunInfo> find(String run);

    /** Begins a run. */
    void begin(RunInfo run);

    /** Closes an open run as superseded by another. Joins the caller's transaction. */
    void supersede(String run, String successor);

    /** Notes that the reports of a run are kept here from now on: the destination may have been mounted elsewhere. */
    void reportsAt(String run, Path reports);

    /**
     * Notes the start of an attempt; gives its number, from 1.
     *
     * @param lastSign of the attempt before: its end, where it was killed and could not note that itself
     */
    int attemptStarts(String run, Instant at, Instant lastSign);

    /** Notes the end of an attempt and where the run stands after it. */
    void attemptEnds(String run, int attempt, Instant at, int exitCode, String end, RunInfo.State state);

    /** Forgets a run and its attempts; its plan must be forgotten before. */
    void forget(String run);

    /** What the destination was bound to by its first run; empty before. */
    Map<String, String> binding();

    /** Binds the destination. */
    void bind(Map<String, String> binding);
}
