package io.github.xnatpull.plan;

import io.github.xnatpull.support.Plural;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A project of which less is selected than in the run before: somebody deleted much, or the server hides it.
 *
 * @param before how many of its resources were selected then
 * @param now and now
 */
public record ShrunkProject(String project, long before, long now) {
    /** Below this a share says little. */
    private static final int FEW = 10;

    /**
     * Projects that lost more than a share of their resources, or all of them.
     *
     * @param before resources by project in the run before
     * @param now resources by project; one that is missing has none
     * @param percent how many may be gone
     */
    public static List<ShrunkProject> among(Map<String, Long> before, Map<String, Long> now, int percent) {
        List<ShrunkProject> shrunk = new ArrayList<>();
        new TreeMap<>(before).forEach((project, was) -> {
            long is = now.getOrDefault(project, 0L);
            boolean much = was >= FEW && (was - is) * 100 > was * percent;
            if (was > 0 && (is == 0 || much)) {
                shrunk.add(new ShrunkProject(project, was, is));
            }
        });
        return shrunk;
    }

    /** For example {@code project P has 4 of 120 resources left}. */
    public String text() {
        return "project " + project + " has "
                + (now == 0
                        ? "none of its " + Plural.number(before)
                        : Plural.number(now) + " of " + Plural.number(before))
                + " resources left";
    }
}
