package io.github.xnatpull.plan;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A run as the destination knows it.
 *
 * @param request the effective request as JSON, without secrets
 * @param reports where its reports go
 */
public record RunInfo(
        String run,
        String jobName,
        Server server,
        String request,
        Path reports,
        Instant startedAt,
        Stage stage,
        Planned planned) {

    /** A run that begins: open, without an attempt that ended, and nothing is planned yet. */
    public static RunInfo begun(
            String run, String jobName, Server server, String request, Path reports, Instant startedAt) {
        return new RunInfo(run, jobName, server, request, reports, startedAt, Stage.BEGUN, new Planned(0, false, 0));
    }

    public State state() {
        return stage.state();
    }

    /** Where a run stands between attempts. */
    public enum State {
        /** Begun, and a resume would go on. */
        OPEN,
        /** All three steps are done. */
        COMPLETED,
        /** A later pull of the same job took over. */
        SUPERSEDED
    }

    /**
     * The server of a run.
     *
     * @param address as the run was given it
     * @param version of its XNAT, as it said itself
     */
    public record Server(String address, String version) {}

    /**
     * How far a run has come.
     *
     * @param endedAt when the last attempt ended
     * @param exitCode of the last attempt
     * @param successor the run that superseded it, blank if none
     */
    public record Stage(State state, Optional<Instant> endedAt, OptionalInt exitCode, String successor) {
        private static final Stage BEGUN = new Stage(State.OPEN, Optional.empty(), OptionalInt.empty(), "");
    }

    /**
     * What the plan of a run is about.
     *
     * @param sessions selected
     * @param frozen whether the plan is made, and changes no more
     * @param onlyHere resources that landed once and are no longer on the server
     */
    public record Planned(long sessions, boolean frozen, long onlyHere) {}
}
