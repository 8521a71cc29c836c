package io.github.xnatpull.fakes;

import io.github.xnatpull.support.Redactor;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.xnat.http.HttpSeams;
import io.github.xnatpull.xnat.http.HttpSettings;
import io.github.xnatpull.xnat.http.ServerAddress;
import java.time.Duration;
import java.time.Instant;

/** Settings and seams for tests: real deadlines of a second or so, virtual waits. */
public final class TestGateway {
    public static final Instant NOW = Instant.parse("2026-11-21T01:00:00Z");

    private TestGateway() {}

    public static HttpSettings settings(String url) {
        return HttpSettings.standard(ServerAddress.parse(url, false), "1.2.3", 4, 8)
                .withDeadlines(new HttpSettings.Deadlines(
                        Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMinutes(15)));
    }

    /** Every jittered pause is as long as it can be. */
    public static HttpSeams seams(VirtualTime time, StopSignal stop) {
        return new HttpSeams(time, time::nanos, System::nanoTime, time, () -> 1.0, stop, new Redactor());
    }
}
