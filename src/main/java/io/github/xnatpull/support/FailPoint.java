package io.github.xnatpull.support;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Named places where a test can kill the process as a power cut would: {@code XNATPULL_FAILPOINT=midBody:3} (or the system
 * property {@code xnatpull.failpoint}) halts it the third time one is reached; {@code !midBody:3} throws there, as a mistake
 * of ours would. Off, which is always but in such tests, a hit costs one comparison with a constant.
 */
public final class FailPoint {

    private static final String NAME;
    private static final boolean THROWS;
    private static final AtomicInteger HITS_LEFT = new AtomicInteger();

    static {
        String environment = System.getenv("XNATPULL_FAILPOINT");
        String wanted = System.getProperty("xnatpull.failpoint", environment == null ? "" : environment);
        int colon = wanted.indexOf(':');
        THROWS = wanted.startsWith("!");
        NAME = wanted.substring(THROWS ? 1 : 0, colon < 0 ? wanted.length() : colon);
        HITS_LEFT.set(colon < 0 ? 1 : Integer.parseInt(wanted.substring(colon + 1)));
    }

    private FailPoint() {}

    /** Dies here, exit code 137, or throws, if this is the place and the time. */
    public static void hit(String name) {
        if (!NAME.isEmpty() && NAME.equals(name) && HITS_LEFT.decrementAndGet() == 0) {
            if (THROWS) {
                throw new IllegalStateException("fail point " + name);
            }
            Runtime.getRuntime().halt(137);
        }
    }
}
