package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.IOException;

/** Sends the request once: a reply of a wanted status becomes a value, any other a fault. */
final class StatusChecking implements CallLayer {
    private static final int UNAVAILABLE = 503;

    private final Wire wire;
    private final HttpSettings settings;
    private final StatusFaults statusFaults;
    private final Turns turns;

    StatusChecking(Wire wire, HttpSettings settings, HttpSeams seams, Turns turns) {
        this.wire = wire;
        this.settings = settings;
        this.statusFaults = new StatusFaults(settings, seams);
        this.turns = turns;
    }

    @Override
    public <T> T answer(Call<T> call) {
        Request request = call.request();
        Reply reply = wire.exchange(request, settings.server().resolve(request.path()), call.cookie());
        boolean kept = false;
        try {
            if (!request.accepted().contains(reply.status())) {
                throw refusal(call, reply);
            }
            T value = call.handler().handle(reply);
            kept = call.handler().keepsReply();
            return value;
        } catch (IOException e) {
            throw Fault.fault(FaultCode.CONNECTION_LOST)
                    .trying(call.action())
                    .cause(e)
                    .because("the connection broke in the middle of the reply");
        } finally {
            if (!kept) {
                reply.close();
            }
        }
    }

    private RuntimeException refusal(Call<?> call, Reply reply) {
        RuntimeException refusal = statusFaults.of(call.request(), reply);
        call.tries().answered(reply.status());
        if (reply.status() == UNAVAILABLE && !call.request().replaceable()) {
            turns.health().failed();
        }
        if (refusal instanceof Fault fault) {
            heedLongPause(fault);
        }
        if (reply.status() != 500 || !call.tries().isFirst()) {
            return refusal;
        }
        reply.close();
        return call.handler()
                .meaningOfServerError()
                .map(RuntimeException.class::cast)
                .orElse(refusal);
    }

    /** A pause that is too long for this request is meant for all the others no less. */
    private void heedLongPause(Fault fault) {
        if (settings.retries().isTooLong(fault.retryAfter())) {
            turns.health().sentAway(fault);
            if (!settings.deadlines().serverAway().isZero()) {
                turns.pacer().pause(settings.retries().serverCap());
            }
        }
    }
}
