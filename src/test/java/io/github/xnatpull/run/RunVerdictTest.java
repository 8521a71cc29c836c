package io.github.xnatpull.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.PlanStore;
import io.github.xnatpull.plan.Runs;
import io.github.xnatpull.plan.ShrunkProject;
import io.github.xnatpull.support.StopSignal;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The exit code, where several reasons meet. */
class RunVerdictTest {
    private final Map<Status, Long> counts = new HashMap<>(Map.of(Status.LANDED, 4L));
    private final List<ShrunkProject> shrunk = new ArrayList<>();
    private final StopSignal stop = new StopSignal();
    private final RunControl control = new RunControl(stop);
    private final RunVerdict verdict = new RunVerdict(
            "run", answering(PlanStore.class, counts, 0L), answering(Runs.class, Optional.empty(), 0L), control, false);

    /** A port of which the verdict asks for one value, for a number, and for what shrank. */
    private <T> T answering(Class<T> port, Object value, long number) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> method.getReturnType() == long.class
                        ? number
                        : method.getReturnType() == List.class ? shrunk : value));
    }

    @Test
    @DisplayName("B-12 A stop that comes when everything has landed keeps nothing from being complete")
    void aStopThatCameTooLate() {
        stop.request(StopSignal.Reason.SIGTERM);
        assertThat(verdict.ofCompleted()).isZero();
        assertThat(verdict.ofUnfinished()).isEqualTo(143);
    }

    @Test
    @DisplayName("B-91 An attempt that did not end is never exit 0, whatever is known of why")
    void unfinishedIsNeverComplete() {
        assertThat(verdict.ofUnfinished()).isEqualTo(1);
        counts.put(Status.FAILED, 1L);
        assertThat(verdict.ofUnfinished()).isEqualTo(3);
    }

    @Test
    @DisplayName("B-57 A collision found late is exit 2, though nothing is attempted any more")
    void whatEndedTheRunComesFirst() {
        counts.put(Status.NOT_ATTEMPTED, 9L);
        control.end(Fault.fault(FaultCode.NAME_COLLISION).trying("place").because("two want one path"));
        assertThat(verdict.ofUnfinished()).isEqualTo(2);
    }

    @Test
    @DisplayName("B-58 A disk that fills after a limit was reached is exit 7, not 8")
    void whatFollowsALimitIsTold() {
        stop.request(StopSignal.Reason.LIMIT);
        Fault full = Fault.fault(FaultCode.DISK_FULL).trying("write").because("no space");
        assertThat(control.isOfTheStop(full)).isFalse();
        control.end(full);
        assertThat(verdict.ofUnfinished()).isEqualTo(7);
    }

    @Test
    @DisplayName("B-101b A project that shrank is exit 3 where all else has landed")
    void aProjectThatShrank() {
        assertThat(verdict.ofCompleted()).isZero();
        shrunk.add(new ShrunkProject("P", 12, 4));
        assertThat(verdict.ofCompleted()).isEqualTo(3);
    }

    @Test
    void whatAStopCutsIsNoFailure() {
        Fault lost = Fault.fault(FaultCode.CONNECTION_LOST).trying("fetch").because("it broke");
        assertThat(control.isOfTheStop(lost)).isFalse();
        stop.request(StopSignal.Reason.SIGINT);
        assertThat(control.isOfTheStop(lost)).isTrue();
    }

    @Test
    void whatDidNotBeginHasTheCodeOfWhatStoppedIt() {
        assertThat(RunVerdict.ofNotBegun(new StopSignal()))
                .as("outside its window")
                .isEqualTo(8);
        Map.of(
                        StopSignal.Reason.SIGINT, 130,
                        StopSignal.Reason.SIGTERM, 143,
                        StopSignal.Reason.LIMIT, 8)
                .forEach((reason, code) -> {
                    StopSignal asked = new StopSignal();
                    asked.request(reason);
                    assertThat(RunVerdict.ofNotBegun(asked)).as(reason.name()).isEqualTo(code);
                });
    }

    @Test
    void aDifferenceCountsMoreThanWhatCouldNotBeCompared() {
        assertThat(RunVerdict.ofComparison(true, true, Optional.empty())).isZero();
        assertThat(RunVerdict.ofComparison(true, false, Optional.empty())).isEqualTo(3);
        assertThat(RunVerdict.ofComparison(true, false, Optional.of(4))).isEqualTo(4);
        assertThat(RunVerdict.ofComparison(true, false, Optional.of(5))).isEqualTo(5);
        assertThat(RunVerdict.ofComparison(true, false, Optional.of(2))).isEqualTo(3);
        assertThat(RunVerdict.ofComparison(false, true, Optional.empty())).isEqualTo(9);
        assertThat(RunVerdict.ofComparison(false, false, Optional.of(5))).isEqualTo(9);
    }
}
