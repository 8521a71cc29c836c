package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;

/** A fault that ends a call however many tries are left. Never leaves the gateway. */
final class FinalFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    FinalFault(Fault fault) {
        super(fault.getMessage(), fault, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
