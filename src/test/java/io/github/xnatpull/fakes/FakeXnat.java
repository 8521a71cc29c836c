package io.github.xnatpull.fakes;

import io.github.xnatpull.miniature.MiniatureXnat;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.http.Exchange;
import io.github.xnatpull.miniature.http.HttpRequest;
import io.github.xnatpull.miniature.http.ReplyFilter;
import io.github.xnatpull.miniature.http.RequestLog;
import io.github.xnatpull.miniature.rest.ServerSessions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An XNAT on loopback that misbehaves as told, a line each:
 *
 * <pre>{@code
 * fake.on(archives()).times(1).then(truncateAfter(4096));
 * fake.on(path("/scans?")).then(status(503).header("Retry-After", "2"));
 * }</pre>
 */
public final class FakeXnat implements AutoCloseable {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Patience patience = new Patience();
    private final MiniatureXnat xnat;

    private FakeXnat(MiniatureArchive archive, MiniatureXnat.Settings settings) {
        this.xnat = MiniatureXnat.start(archive, settings.filter(this::reply));
    }

    /** A closed site with the user demo, password demo. */
    public static FakeXnat serving(MiniatureArchive archive) {
        return serving(archive, settings -> {});
    }

    public static FakeXnat serving(MiniatureArchive archive, Consumer<MiniatureXnat.Settings> change) {
        MiniatureXnat.Settings settings = new MiniatureXnat.Settings();
        change.accept(settings);
        return new FakeXnat(archive, settings);
    }

    /** Begins a rule; it works from {@link Rule#then} on. */
    public Rule on(Predicate<HttpRequest> requests) {
        return new Rule(this, requests);
    }

    void add(Rule rule) {
        rules.add(rule);
    }

    /** Behaves well from now on. */
    public void behave() {
        rules.clear();
        release();
    }

    /** Lets the stalled go on. */
    public void release() {
        patience.release();
    }

    /** How often any rule has struck. */
    public int fired() {
        return rules.stream().mapToInt(Rule::fired).sum();
    }

    public String url() {
        return xnat.url();
    }

    public MiniatureXnat xnat() {
        return xnat;
    }

    public MiniatureArchive archive() {
        return xnat.archive();
    }

    public RequestLog log() {
        return xnat.log();
    }

    public ServerSessions sessions() {
        return xnat.sessions();
    }

    @Override
    public void close() {
        patience.close();
        xnat.close();
    }

    private void reply(Exchange exchange) throws IOException {
        List<Fault> claimed = rules.stream()
                .filter(rule -> rule.claims(exchange.request()))
                .flatMap(rule -> rule.faults().stream())
                .toList();
        List<Fault> others = new ArrayList<>(claimed);
        others.removeIf(Fault::changesArchive);
        Collections.reverse(others);
        List<Fault> innermostFirst =
                new ArrayList<>(claimed.stream().filter(Fault::changesArchive).toList());
        innermostFirst.addAll(others);
        ReplyFilter filter = ReplyFilter.NONE;
        for (Fault fault : innermostFirst) {
            ReplyFilter next = filter;
            filter = turn -> fault.strike(new Fault.Turn(turn, next, xnat, patience));
        }
        filter.reply(exchange);
    }
}
