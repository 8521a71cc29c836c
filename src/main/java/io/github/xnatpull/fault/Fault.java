package io.github.xnatpull.fault;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure with a code. Its message reads: <i>Tried to ACTION, but CAUSE. What it means for the run. What you can
 * do.</i> Earlier attempts at the same thing travel as suppressed exceptions.
 */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FaultCode code;
    private final String action;
    private final String because;
    private final String meaning;
    private final String advice;
    private final transient @Nullable Duration retryAfter;
    private final transient @Nullable SourcePosition place;

    private Fault(Builder builder, String because) {
        super(sentence(builder, because), builder.cause);
        this.code = builder.code;
        this.action = builder.action;
        this.because = because;
        this.meaning = builder.meaning;
        this.advice = builder.advice;
        this.retryAfter = builder.retryAfter;
        this.place = builder.place;
    }

    /** Starts a fault of this code; ends with {@link Builder#because}. */
    public static Builder fault(FaultCode code) {
        return new Builder(code);
    }

    /** The run was asked to stop: what a thread throws that is interrupted. */
    public static Fault stopped() {
        return fault(FaultCode.STOPPED).build();
    }

    /** Finds the fault in a chain of causes, for example below what Spring Batch wraps around it. */
    public static Optional<Fault> in(@Nullable Throwable throwable) {
        Throwable current = throwable;
        for (int depth = 0; current != null && depth < 32; depth++) {
            if (current instanceof Fault found) {
                return Optional.of(found);
            }
            current = current.getCause();
        }
        return Optional.empty();
    }

    private static String sentence(Builder builder, String because) {
        StringBuilder text = new StringBuilder();
        if (builder.action.isEmpty() && builder.code == FaultCode.USAGE) {
            // As every other tool says it: unknown flag --scna; did you mean --scan?
            text.append(because);
        } else if (builder.action.isEmpty()) {
            text.append(Character.toUpperCase(because.charAt(0))).append(because, 1, because.length());
        } else {
            text.append("Tried to ").append(builder.action).append(", but ").append(because);
        }
        text.append(because.endsWith("?") ? "" : ".");
        if (!builder.meaning.isEmpty()) {
            text.append(' ').append(builder.meaning).append('.');
        }
        if (!builder.advice.isEmpty()) {
            text.append(' ').append(builder.advice);
        }
        return text.toString();
    }

    public FaultCode code() {
        return code;
    }

    public FaultKind kind() {
        return code.kind();
    }

    /** What was tried: an infinitive without "to", empty where nothing was. */
    public String action() {
        return action;
    }

    /** Why it failed: half a sentence without a full stop. */
    public String because() {
        return because;
    }

    /** What it means for the run, possibly empty. */
    public String meaning() {
        return meaning;
    }

    /** What the user can do. */
    public String advice() {
        return advice;
    }

    /** Where in a file the mistake is. */
    public Optional<SourcePosition> place() {
        return Optional.ofNullable(place);
    }

    /** The same fault, found at a place in a file. */
    public Fault at(SourcePosition where) {
        Builder same = new Builder(code)
                .trying(action)
                .meaning(meaning)
                .advice(advice)
                .cause(getCause())
                .retryAfter(retryAfter)
                .at(where);
        return same.because(because);
    }

    /** How long the server asked to wait before the next try. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Collects the parts of the sentence. */
    public static final class Builder {
        private final FaultCode code;
        private String action = "";
        private String meaning = "";
        private String advice;
        private @Nullable Throwable cause;
        private @Nullable Duration retryAfter;
        private @Nullable SourcePosition place;

        private Builder(FaultCode code) {
            this.code = code;
            this.advice = code.advice();
        }

        /** What was tried, as an infinitive without "to": {@code download file 1.dcm of scan 3}. */
        public Builder trying(String what) {
            this.action = what;
            return this;
        }

        /** What it means for the run, a sentence without its full stop. */
        public Builder meaning(String what) {
            this.meaning = what;
            return this;
        }

        /** Replaces the code's own advice; full sentences. */
        public Builder advice(String what) {
            this.advice = what;
            return this;
        }

        public Builder cause(@Nullable Throwable throwable) {
            this.cause = throwable;
            return this;
        }

        public Builder retryAfter(@Nullable Duration wait) {
            this.retryAfter = wait;
            return this;
        }

        /** Where in a file the mistake is. */
        public Builder at(@Nullable SourcePosition where) {
            this.place = where;
            return this;
        }

        /** Finishes the fault with its cause: half a sentence without a full stop. */
        public Fault because(String why) {
            return new Fault(this, why.isEmpty() ? code.summary() : why);
        }

        /** Finishes the fault with the code's own summary as its cause. */
        public Fault build() {
            return because(code.summary());
        }
    }
}
