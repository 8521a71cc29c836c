package io.github.xnatpull.cli;

/**
 * The brake of {@code --max-failures}.
 *
 * @param number of resources, or percent of the plan
 */
record FailureLimit(int number, boolean percent) {
    static FailureLimit parse(String text) {
        String plain = text.trim();
        boolean percent = plain.endsWith("%");
        String digits = percent ? plain.substring(0, plain.length() - 1).trim() : plain;
        if (!digits.matches("[0-9]{1,9}") || digits.matches("0+") || percent && Integer.parseInt(digits) > 100) {
            throw new IllegalArgumentException("'" + text + "' is no number of failures; write for example 20 or 5%");
        }
        return new FailureLimit(Integer.parseInt(digits), percent);
    }

    /** As {@link io.github.xnatpull.jobfile.PullRequest.Limits} wants it: a percentage is negative. */
    int encoded() {
        return percent ? -number : number;
    }
}
