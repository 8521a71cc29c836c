package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;

/**
 * The one way to a server. Everything that is asked of it goes through here and shares what it teaches: when it wants a
 * pause, when it is away, that it has forgotten us. A fault that comes out has been retried as often as makes sense.
 *
 * <p>A call passes these layers, each of which asks the next: {@link Retrying}, {@link Gate}, {@link Authenticated},
 * {@link StatusChecking}, and beneath it two that know of one reply only: {@link Redirecting} and {@link ApacheWire}.
 */
public final class HttpGateway implements AutoCloseable {
    private final HttpSettings settings;
    private final HttpSeams seams;
    private final Wire wire;
    private final CallLayer layers;

    public HttpGateway(HttpSettings settings, HttpSeams seams) {
        this.settings = settings;
        this.seams = seams;
        this.wire = new Redirecting(new ApacheWire(settings, seams));
        this.layers = layers();
    }

    private CallLayer layers() {
        StoppableSleep waiting = new StoppableSleep(seams.sleeper(), seams.stop());
        LivenessProbe probe = new LivenessProbe(wire, settings.server());
        Turns turns = new Turns(
                new Pacer(seams.nanos(), waiting), new ServerHealth(settings, seams, waiting, probe), waiting);
        CallLayer once = new StatusChecking(wire, settings, seams, turns);
        return new Retrying(new Gate(new Authenticated(once), turns), settings, seams, turns);
    }

    public ServerAddress server() {
        return settings.server();
    }

    /** What looks for the server where its address is wrong. */
    public AddressSearch addresses() {
        return new AddressSearch(wire, settings.server());
    }

    /**
     * Sends a request and has its reply handled, as often as needed.
     *
     * @throws Fault the last one, with those before as suppressed exceptions
     */
    public <T> T call(Identity identity, Request request, ReplyHandler<T> handler) {
        return layers.answer(new Call<>(identity, "", request, handler, new Tries(settings.retries(), seams)));
    }

    @Override
    public void close() {
        wire.close();
    }
}
