package io.github.xnatpull.plan;

/** Compares the plan of an unfinished run with that of a newer one. */
public interface PlanCoverage {
    /**
     * What an unfinished run has open.
     *
     * @param resources without a final outcome that the newer run's plan does not hold
     * @param sessions of which nothing is planned yet, and that the newer run does not list in the same way
     */
    record Uncovered(long resources, long sessions) {
        public boolean isNothing() {
            return resources == 0 && sessions == 0;
        }
    }

    /**
     * What the newer run leaves out of what the older one has open.
     *
     * @param resourcesCount whether the same resource in both plans means the same files
     * @param sessionsCount whether the same session in both lists means the same resources
     */
    Uncovered of(String older, String newer, boolean resourcesCount, boolean sessionsCount);
}
