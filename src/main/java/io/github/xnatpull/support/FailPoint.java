package io.github.xnatpull.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Named places where a test can interfere, chosen by the environment variable {@code XNATPULL_FAILPOINT} (or the system
 * property {@code xnatpull.failpoint}), which is read once:
 *
 * <ul>
 *   <li>{@code midBody:3} halts the process the third time the place is reached, as a power cut would;
 *   <li>{@code !midBody:3} throws there, as a mistake of ours would;
 *   <li>{@code midBody:3@FILE} makes {@code FILE.reached} there and goes on when {@code FILE} exists: time for a test to fill a
 *       disk.
 * </ul>
 *
 * Off, which is always but in such tests, a hit costs one look at a constant.
 */
public final class FailPoint {
    /** The variable. */
    public static final String VARIABLE = "XNATPULL_FAILPOINT";

    private static final long LOOKS_EVERY_MILLIS = 20;
    private static final Optional<FailPoint> CHOSEN = chosen();

    private final String name;
    private final boolean fails;
    private final Optional<Path> waitsFor;
    private final AtomicInteger hitsLeft;

    private FailPoint(String text) {
        fails = text.startsWith("!");
        int at = text.indexOf('@');
        waitsFor = at < 0 ? Optional.empty() : Optional.of(Path.of(text.substring(at + 1)));
        String place = text.substring(fails ? 1 : 0, at < 0 ? text.length() : at);
        int colon = place.indexOf(':');
        name = colon < 0 ? place : place.substring(0, colon);
        hitsLeft = new AtomicInteger(colon < 0 ? 1 : Integer.parseInt(place.substring(colon + 1)));
    }

    private static Optional<FailPoint> chosen() {
        String environment = System.getenv(VARIABLE);
        String wanted = System.getProperty("xnatpull.failpoint", environment == null ? "" : environment);
        return wanted.isEmpty() ? Optional.empty() : Optional.of(new FailPoint(wanted));
    }

    /** Dies here with exit code 137, throws or waits, if this is the place and the time. */
    public static void hit(String name) {
        if (CHOSEN.isPresent()) {
            CHOSEN.get().reached(name);
        }
    }

    private void reached(String place) {
        if (!name.equals(place) || hitsLeft.decrementAndGet() != 0) {
            return;
        }
        if (fails) {
            throw new IllegalStateException("fail point " + place);
        }
        if (waitsFor.isEmpty()) {
            Runtime.getRuntime().halt(137);
        }
        waitsFor.ifPresent(FailPoint::waitFor);
    }

    private static void waitFor(Path file) {
        try {
            Files.createFile(file.resolveSibling(file.getFileName() + ".reached"));
            while (!Files.exists(file)) {
                Thread.sleep(LOOKS_EVERY_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
