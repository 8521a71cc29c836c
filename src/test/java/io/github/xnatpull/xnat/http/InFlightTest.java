package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger cancelled = new AtomicInteger();

    @Test
    void onlyTimeSpentWaitingForTheServerCounts() {
        try (Watchdog watchdog = new Watchdog(AN_HOUR, now::get);
                InFlight flight =
                        new InFlight(watchdog, "read", AN_HOUR, cancelled::incrementAndGet, action -> () -> {})) {
            flight.headArrived(AN_HOUR);
            cookie(AN_HOUR.multipliedBy(5));
            flight.look(now.get());
            assertThat(cancelled).as("while our disk was slow").hasValue(0);
            flight.waitBegins();
            cookie(AN_HOUR);
            flight.look(now.get());
            assertThat(cancelled).hasValue(0);
            cookie(Duration.ofSeconds(1));
            flight.look(now.get());
            assertThat(cancelled).hasValue(1);
            assertThat(flight.verdict().map(Fault::code)).contains(FaultCode.STALLED);
        }
    }

    private void cookie(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
