package io.github.xnatpull.request;

/** After how many failures a run stops: a number of resources, or a part of its plan. */
public sealed interface FailureLimit {
    /** So many resources. */
    record Count(int failures) implements FailureLimit {
        @Override
        public long of(long planned) {
            return failures;
        }

        @Override
        public String text() {
            return String.valueOf(failures);
        }
    }

    /** A part of the resources of the plan; at least one. */
    record Percent(int percent) implements FailureLimit {
        @Override
        public long of(long planned) {
            return Math.max(1, planned * percent / 100);
        }

        @Override
        public String text() {
            return percent + "%";
        }
    }

    /**
     * How many failures these are.
     *
     * @param planned resources
     */
    long of(long planned);

    /** As it is written: {@code 20}, {@code 5%}. */
    String text();

    /** Reads {@link #text}. */
    static FailureLimit parse(String text) {
        return text.endsWith("%")
                ? new Percent(Integer.parseInt(text.substring(0, text.length() - 1)))
                : new Count(Integer.parseInt(text));
    }
}
