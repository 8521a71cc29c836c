package io.github.xnatpull.xnat.http;

import io.github.xnatpull.support.Redactor;
import io.github.xnatpull.support.Sleeper;
import io.github.xnatpull.support.StopSignal;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What a gateway takes from the world around it.
 *
 * @param clock the time of day, for Retry-After dates only
 * @param nanos a clock that never jumps, for everything that lasts
 * @param wire the clock by which a server is silent for too long; real where the others are virtual
 * @param random of [0, 1), for jitter
 */
public record HttpSeams(
        Clock clock,
        LongSupplier nanos,
        LongSupplier wire,
        Sleeper sleeper,
        DoubleSupplier random,
        StopSignal stop,
        Redactor redactor) {
    /** The real world. */
    public static HttpSeams real(StopSignal stop) {
        return new HttpSeams(
                Clock.systemUTC(),
                System::nanoTime,
                System::nanoTime,
                Sleeper.REAL,
                () -> ThreadLocalRandom.current().nextDouble(),
                stop,
                Redactor.process());
    }
}
