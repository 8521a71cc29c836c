package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;

/** Lets a try out when its turn has come, and notes for the others what became of it. */
final class Gate implements CallLayer {
    private final CallLayer next;
    private final Turns turns;

    Gate(CallLayer next, Turns turns) {
        this.next = next;
        this.turns = turns;
    }

    @Override
    public <T> T answer(Call<T> call) {
        if (!call.request().farewell()) {
            awaitTurn(call);
        }
        try {
            T value = next.answer(call);
            turns.health().served();
            return value;
        } catch (Fault fault) {
            if (ServerIllness.isOfRequest(call.request(), fault)) {
                throw fault; // whether the server is there is seen once its tries have run out
            }
            if (ServerIllness.shows(call.request(), fault)) {
                turns.health().failed();
            } else if (ServerIllness.isAnswer(fault)) {
                turns.health().answered();
            }
            throw fault;
        }
    }

    private void awaitTurn(Call<?> call) {
        try {
            long away = turns.health().awaitServer(call.action());
            if (away > 0) {
                call.tries().serverIsBack(away);
            }
            turns.pacer().await(call.action());
        } catch (Fault fault) {
            throw new FinalFault(fault);
        }
    }
}
