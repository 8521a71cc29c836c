package io.github.xnatpull.fakes;

import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Which requests a fault strikes, how often, and how often it has. */
public final class Rule {
    private final FakeXnat fake;
    private final Predicate<HttpRequest> matcher;
    private final AtomicInteger matched = new AtomicInteger();
    private final AtomicInteger fired = new AtomicInteger();
    private List<Fault> faults = List.of();
    private Random random = new Random(0);
    private double probability = 1;
    private int skipped;
    private int limit = Integer.MAX_VALUE;

    Rule(FakeXnat fake, Predicate<HttpRequest> matcher) {
        this.fake = fake;
        this.matcher = matcher;
    }

    /** Strikes no more than so often. */
    public Rule times(int count) {
        limit = count;
        return this;
    }

    /** Leaves the first matching requests alone. */
    public Rule skipping(int count) {
        skipped = count;
        return this;
    }

    /** Strikes the n-th matching request only, counted from 1. */
    public Rule nth(int number) {
        return skipping(number - 1).times(1);
    }

    /** Strikes at random, alike for a seed and an order of requests. */
    public Rule withProbability(double newProbability, long seed) {
        probability = newProbability;
        random = new Random(seed);
        return this;
    }

    /**
     * Sets the faults to work. Several wrap one another, the first outermost; those that change an archive's entries are
     * innermost, in the order given.
     */
    public Rule then(Fault... newFaults) {
        faults = List.of(newFaults);
        fake.add(this);
        return this;
    }

    /** How often it has struck. */
    public int fired() {
        return fired.get();
    }

    /** How many requests it would have struck without limits. */
    public int matched() {
        return matched.get();
    }

    synchronized boolean claims(HttpRequest request) {
        if (!matcher.test(request) || matched.incrementAndGet() <= skipped || fired.get() >= limit) {
            return false;
        }
        if (probability < 1 && random.nextDouble() >= probability) {
            return false;
        }
        fired.incrementAndGet();
        return true;
    }

    List<Fault> faults() {
        return faults;
    }
}
