package io.github.xnatpull.support;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Named places where a test can kill the process as a power cut would: {@code XNATPULL_FAILPOINT=midBody:3} (or the system
 * property {@code xnatpull.failpoint}) halts it the third time one is reached. Off, which is always but in kill tests, a hit
 * costs one comparison with a constant.
 */
public final class FailPoint {

    private static final String NAME;
    private static final AtomicInteger HITS_LEFT = new AtomicInteger();

    static {
        String environment = System.getenv("XNATPULL_FAILPOINT");
        String wanted = System.getProperty("xnatpull.failpoint", environment == null ? "" : environment);
        int colon = wanted.indexOf(':');
        NAME = colon < 0 ? wanted : wanted.substring(0, colon);
        HITS_LEFT.set(colon < 0 ? 1 : Integer.parseInt(wanted.substring(colon + 1)));
    }

    private FailPoint() {}

    /** Dies here, exit code 137, if this is the place and the time. */
    public static void hit(String name) {
        if (!NAME.isEmpty() && NAME.equals(name) && HITS_LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(137);
        }
    }
}
