package io.github.xnatpull.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.support.StopSignal.Reason;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopSignalTest {
    private final StopSignal stop = new StopSignal();

    @Test
    void thePersonAtTheKeyboardOutranksALimitAndTheFirstOfTwoSignalsStays() {
        stop.request(Reason.LIMIT);
        stop.request(Reason.SIGINT);
        assertThat(stop.reason()).contains(Reason.SIGINT);
        stop.request(Reason.SIGTERM);
        stop.cut(Reason.FAULT);
        assertThat(stop.reason()).contains(Reason.SIGINT);
    }

    @Test
    void whatIsInHandIsCutOnceAlsoWhenItBeginsTooLate() throws Exception {
        AtomicInteger cuts = new AtomicInteger();
        stop.whenCut(cuts::incrementAndGet);
        stop.whenCut(cuts::incrementAndGet).close();
        stop.request(Reason.SIGTERM);
        assertThat(stop.requested()).isTrue();
        assertThat(stop.cutRequested()).isFalse();
        stop.cut(Reason.SIGTERM);
        stop.cut(Reason.SIGTERM);
        assertThat(cuts).hasValue(1);
        stop.whenCut(cuts::incrementAndGet);
        assertThat(cuts).hasValue(2);
    }
}
