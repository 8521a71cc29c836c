package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;

/**
 * A fault that may only mean that the server has forgotten us: a 401, a login page, a surprising 404. The gateway asks
 * who we are before it believes the fault. Never leaves the gateway.
 */
public final class MaybeLoggedOut extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    public MaybeLoggedOut(Fault fault) {
        super(fault.getMessage(), fault, false, false);
        this.fault = fault;
    }

    /** What it is if we are still ourselves. */
    public Fault fault() {
        return fault;
    }
}
