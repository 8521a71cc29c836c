package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whether the server is there: it says its version without a login, or would if we were allowed (contract §7.4). Where
 * that is hidden, which looks as if XNAT were starting, it says who we are, as only a started XNAT does (§6.1, §6.6). Throws
 * {@code TLS_UNTRUSTED} where the certificate is bad by now.
 */
final class LivenessProbe implements BooleanSupplier {
    private final Wire wire;
    private final ServerAddress server;

    LivenessProbe(Wire wire, ServerAddress server) {
        this.wire = wire;
        this.server = server;
    }

    @Override
    public boolean getAsBoolean() {
        return switch (status(UrlPath.of("xapi", "siteConfig", "buildInfo"), "{")) {
            case 200, 401 -> true;
            case 403, 404 -> List.of(200, 401).contains(status(UrlPath.of("data", "auth"), "User '"));
            default -> false;
        };
    }

    /** The status of the reply to nobody in particular; 0 for none, and for a 200 that does not begin like that. */
    private int status(UrlPath path, String beginning) {
        Request request = Request.get(path, "see whether the server is back").within(HttpLimits.PROBE_DEADLINE);
        try (Reply reply = wire.exchange(request, server.resolve(path), "")) {
            byte[] start =
                    reply.status() == 200 ? reply.unpacked(request.action()).peek(beginning.length()) : new byte[0];
            boolean other = reply.status() == 200 && !new String(start, StandardCharsets.UTF_8).equals(beginning);
            return other ? 0 : reply.status();
        } catch (Fault fault) {
            if (fault.code() == FaultCode.TLS_UNTRUSTED) {
                throw fault; // somebody is there, and waiting does not make it who it should be
            }
            return 0;
        } catch (IOException | MaybeLoggedOut e) {
            return 0;
        }
    }
}
