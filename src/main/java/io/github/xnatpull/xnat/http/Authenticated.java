package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.http.Identity.SessionCookie;
import java.util.function.Supplier;

/** Shows who we are, and logs in again where the server has forgotten it. */
final class Authenticated implements CallLayer {
    private final CallLayer next;

    Authenticated(CallLayer next) {
        this.next = next;
    }

    @Override
    public <T> T answer(Call<T> call) {
        Identity identity = call.identity();
        for (int logins = 0; ; logins++) {
            SessionCookie cookie = asking(identity::cookie);
            try {
                T value = next.answer(call.with(cookie.cookie()));
                if (!call.handler().isSurprising(value) || confirmed(call, cookie, value)) {
                    identity.served(cookie);
                    return value;
                }
            } catch (MaybeLoggedOut doubt) {
                if (asking(() -> identity.confirms(cookie))) {
                    throw doubt.fault();
                }
            }
            if (logins >= HttpLimits.LOGINS_PER_TRY) {
                throw Fault.fault(FaultCode.AUTH_EXPIRED)
                        .trying(call.action())
                        .because("the server forgets the login as soon as it is made");
            }
            asking(() -> {
                identity.renew(cookie);
                return true;
            });
        }
    }

    /** Whether a surprising value is to be believed; it is let go of where not. */
    private static <T> boolean confirmed(Call<T> call, SessionCookie cookie, T value) {
        boolean confirmed = false;
        try {
            confirmed = asking(() -> call.identity().confirms(cookie));
            return confirmed;
        } finally {
            if (!confirmed) {
                call.handler().discard(value);
            }
        }
    }

    /** What the identity asks of the server has had its own tries; they are not multiplied by ours. */
    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (Fault fault) {
            throw new FinalFault(fault);
        }
    }
}
