package io.github.xnatpull.request;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.request.PullRequest.LimitPair;
import io.github.xnatpull.request.PullRequest.Limits;
import io.github.xnatpull.request.PullRequest.Load;
import io.github.xnatpull.request.PullRequest.Place;
import io.github.xnatpull.request.PullRequest.Reporting;
import io.github.xnatpull.request.PullRequest.Strictness;
import io.github.xnatpull.selection.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The request of a run as its next attempt makes it. Where the server is, how much is done at a time and when to end may
 * differ between attempts; what is selected may not, because the plan is frozen.
 */
public final class NextAttempt {
    private NextAttempt() {}

    /**
     * What the run remembers, with what is said this time on top.
     *
     * @param destination where the destination is now; it may have been mounted elsewhere
     */
    public static PullRequest of(PullRequest run, Settings said, Path destination) {
        Requests now = new Requests(said);
        Place place = run.place();
        Path directory = run.reporting().directory();
        boolean reportsFollow = directory.equals(place.destination().resolve("reports"));
        Path reports = said.text(Setting.REPORT_DIRECTORY)
                .map(Path::of)
                .orElse(reportsFollow ? destination.resolve("reports") : directory);
        Limits limits = run.limits().ofAttempt();
        Strictness strictness = run.strictness();
        return new PullRequest(
                run.jobName(),
                run.site()
                        .at(said.text(Setting.SERVER)
                                .map(Requests::address)
                                .orElse(run.site().address())),
                run.choice(),
                new Place(destination, said.text(Setting.STATE).or(place::state), place.rebind()),
                run.layout(),
                run.transfer(),
                load(run.load(), now.load(), said),
                new LimitPair(
                        limits(limits, now.checkedLimits(limits.until().isPresent()), said),
                        run.limits().ofRun()),
                reporting(run.reporting(), now.reporting(reports), said),
                strictness.accepting(said.text(Setting.KNOWN_GAPS).map(Path::of).or(strictness::knownGaps)));
    }

    private static Load load(Load then, Load now, Settings said) {
        return new Load(
                said.value(Setting.TRANSFERS).isPresent() ? now.transfers() : then.transfers(),
                said.value(Setting.CHECKERS).isPresent() ? now.checkers() : then.checkers(),
                said.value(Setting.RETRIES).isPresent() ? now.retries() : then.retries(),
                said.value(Setting.BANDWIDTH).isPresent() ? now.bandwidth() : then.bandwidth());
    }

    /** Strict privacy once asked for stays. */
    private static Reporting reporting(Reporting then, Reporting now, Settings said) {
        boolean formats = said.value(Setting.REPORT_FORMATS).isPresent();
        return new Reporting(
                now.directory(),
                formats ? now.html() : then.html(),
                formats ? now.prometheus() : then.prometheus(),
                now.metricsFile().or(then::metricsFile),
                now.strict() || then.strict());
    }

    private static Limits limits(Limits then, Limits now, Settings said) {
        return new Limits(
                now.from().or(then::from),
                said.value(Setting.OUTSIDE).isPresent() ? now.waits() : then.waits(),
                now.until().or(then::until),
                now.maxDuration().or(then::maxDuration),
                now.maxBytes().or(then::maxBytes),
                said.value(Setting.ON_FAILURE).isPresent()
                        ? now.maxFailures()
                        : now.maxFailures().or(then::maxFailures),
                said.value(Setting.LIMIT_GRACE).isPresent() ? now.grace() : then.grace());
    }

    /**
     * Refuses to go on where the job file has been edited to select something else.
     *
     * @throws Fault {@code RUN_CHANGED} with every difference
     */
    public static void requireSameSelection(PullRequest run, Settings jobFile) {
        List<String> differences = differences(run.selection(), Requests.selectionOf(jobFile));
        if (!differences.isEmpty()) {
            throw Fault.fault(FaultCode.RUN_CHANGED)
                    .trying("go on with the run of job " + run.jobName())
                    .meaning("Nothing was done")
                    .because("the job file selects something else now: " + String.join("; ", differences));
        }
    }

    /** By the keys of job files, which is what there is to correct. */
    private static List<String> differences(Selection then, Selection now) {
        Map<Setting, List<String>> before = RequestTexts.of(then);
        Map<Setting, List<String>> after = RequestTexts.of(now);
        Set<Setting> all = EnumSet.noneOf(Setting.class);
        all.addAll(before.keySet());
        all.addAll(after.keySet());
        List<String> differences = new ArrayList<>();
        for (Setting setting : all) {
            List<String> was = before.getOrDefault(setting, List.of());
            List<String> is = after.getOrDefault(setting, List.of());
            if (!was.equals(is) && !isOfList(setting, now, was, is)) {
                differences.add(setting.key() + " was " + words(was) + " and is " + words(is));
            }
        }
        return differences;
    }

    private static String words(List<String> texts) {
        return texts.isEmpty() ? "not set" : texts.toString();
    }

    /** The run remembers what its lists added: projects where none is named, and the levels of rows. */
    private static boolean isOfList(Setting setting, Selection now, List<String> was, List<String> is) {
        boolean lists = now.sessionList().isPresent() || now.subjectList().isPresent();
        return lists
                && switch (setting) {
                    case PROJECTS -> is.isEmpty();
                    case LEVELS -> was.containsAll(is);
                    default -> false;
                };
    }
}
