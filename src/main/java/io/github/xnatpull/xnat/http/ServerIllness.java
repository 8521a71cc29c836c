package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.FaultKind;
import java.util.Set;

/** Which faults mean that the server is ill: it answers nobody as it should, and may be well again later. */
final class ServerIllness {
    /** What a proxy refuses is no word of the server either, and the next request fares no better. */
    private static final Set<FaultCode> ILLNESS = Set.of(
            FaultCode.SERVER_UNREACHABLE,
            FaultCode.CONNECTION_LOST,
            FaultCode.STALLED,
            FaultCode.SERVER_ERROR,
            FaultCode.PROXY_REFUSED);

    private static final Set<FaultCode> OF_REQUEST =
            Set.of(FaultCode.CONNECTION_LOST, FaultCode.STALLED, FaultCode.SERVER_ERROR);

    /** How what stands before XNAT answers a login: with a page of its own, the way to one, or not at all. */
    private static final Set<FaultCode> FOREIGN =
            Set.of(FaultCode.REPLY_UNEXPECTED, FaultCode.REDIRECT_OFF_ORIGIN, FaultCode.AUTH_FORBIDDEN);

    /** Counted where the status is known: a 503 is an illness, a 429 is not. */
    private static final Set<FaultCode> NO_NEWS = Set.of(FaultCode.SERVER_AWAY, FaultCode.SERVER_BUSY);

    private ServerIllness() {}

    /** Whether it may be the request's own: too much for the server, or for a proxy, to make in time. */
    static boolean isOfRequest(Request request, Fault fault) {
        return request.replaceable() && OF_REQUEST.contains(fault.code());
    }

    static boolean shows(Request request, Fault fault) {
        return ILLNESS.contains(fault.code()) || isForeign(request, fault);
    }

    /** Whether the server answered, if only with a refusal. */
    static boolean isAnswer(Fault fault) {
        return fault.kind() != FaultKind.INTERRUPTED && !NO_NEWS.contains(fault.code());
    }

    /**
     * Whether the request may be sent again. A password is not because its answer was odd: that may count as a failed
     * login (contract §6.5).
     */
    static boolean isPassing(Request request, Fault fault) {
        boolean passing = fault.kind() == FaultKind.SERVER_TRANSIENT && fault.code() != FaultCode.SERVER_AWAY;
        return isForeign(request, fault)
                || passing
                        && (request.method() != Request.Method.POST
                                || ILLNESS.contains(fault.code())
                                || fault.code() == FaultCode.SERVER_BUSY);
    }

    private static boolean isForeign(Request request, Fault fault) {
        return request.renewal() && FOREIGN.contains(fault.code());
    }
}
