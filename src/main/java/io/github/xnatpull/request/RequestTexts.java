package io.github.xnatpull.request;

import io.github.xnatpull.request.PullRequest.Limits;
import io.github.xnatpull.request.PullRequest.Load;
import io.github.xnatpull.request.PullRequest.Reporting;
import io.github.xnatpull.selection.Recheck;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.support.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A request as the texts of its settings: what {@link Requests} makes of settings, made settings again. Every setting of a
 * request has its value here, the defaults too: another version may have others, and a run keeps its own.
 */
final class RequestTexts {
    private final Map<Setting, List<String>> texts = new EnumMap<>(Setting.class);

    private RequestTexts() {}

    /** All that a request says, but for its server's address and how to log in there. */
    static Map<Setting, List<String>> of(PullRequest request) {
        RequestTexts all = new RequestTexts();
        all.reach(request.site().reach());
        all.one(Setting.NAME, request.jobName());
        all.selection(request.selection());
        all.yes(Setting.FAIL_IF_EMPTY, request.strictness().failIfEmpty());
        all.yes(Setting.STRICT_LIST, request.strictness().strictList());
        all.one(Setting.DESTINATION, request.place().destination().toString());
        all.maybe(Setting.STATE, request.place().state());
        all.one(Setting.LAYOUT, request.layout().template());
        all.word(Setting.NAME_BY, request.layout().nameBy());
        all.word(Setting.ARCHIVES, request.layout().archives());
        all.word(Setting.EXISTING, request.transfer().existing());
        Recheck recheck = request.strictness().recheck();
        all.yes(Setting.RECHECK, recheck.all());
        all.one(Setting.RECHECK_EVERY, recheck.every().toString());
        all.one(Setting.RECHECK_ROWS, Long.toString(recheck.rows()));
        all.yes(Setting.REBIND, request.place().rebind());
        all.maybe(Setting.KNOWN_GAPS, request.strictness().knownGaps().map(Path::toString));
        all.one(Setting.MAX_SHRINK, request.strictness().maxShrink() + "%");
        all.load(request.load());
        all.limits(request.limits().ofAttempt());
        all.one(Setting.REPORT_DIRECTORY, request.reporting().directory().toString());
        all.reporting(request.reporting());
        return all.texts;
    }

    /** What a selection says. */
    static Map<Setting, List<String>> of(Selection selection) {
        RequestTexts all = new RequestTexts();
        all.selection(selection);
        return all.texts;
    }

    private void reach(Map<String, List<String>> reach) {
        reach.forEach((key, values) -> Setting.ofKey(key)
                .filter(Settings::isReach)
                .filter(setting -> values.stream().noneMatch(setting.kind()::holdsSecret))
                .ifPresent(setting -> texts.put(setting, List.copyOf(values))));
    }

    private void selection(Selection selection) {
        many(Setting.PROJECTS, selection.projects());
        many(Setting.EXCLUDED_PROJECTS, selection.excludedProjects());
        many(Setting.SUBJECTS, selection.subjects());
        maybe(Setting.SUBJECT_LIST, selection.subjectList().map(ListSource::place));
        many(Setting.SESSIONS, selection.sessions());
        many(Setting.EXCLUDED_SESSIONS, selection.excludedSessions());
        maybe(Setting.SESSION_LIST, selection.sessionList().map(ListSource::place));
        maybe(
                Setting.LIST_COLUMN,
                Stream.of(selection.sessionList(), selection.subjectList())
                        .flatMap(Optional::stream)
                        .flatMap(list -> list.column().stream())
                        .findFirst());
        many(Setting.SESSION_TYPES, selection.sessionTypes());
        maybe(Setting.SINCE, selection.since().map(Object::toString));
        maybe(Setting.UNTIL_DATE, selection.until().map(Object::toString));
        OptionalInt limit = selection.limit();
        maybe(Setting.LIMIT, limit.isPresent() ? Optional.of(Integer.toString(limit.getAsInt())) : Optional.empty());
        many(Setting.SCANS, selection.scans());
        many(Setting.EXCLUDED_SCANS, selection.excludedScans());
        many(Setting.SCAN_TYPES, selection.scanTypes());
        many(Setting.EXCLUDED_SCAN_TYPES, selection.excludedScanTypes());
        many(Setting.SCAN_QUALITIES, selection.scanQualities());
        many(Setting.RESOURCES, selection.resources());
        many(Setting.EXCLUDED_RESOURCES, selection.excludedResources());
        many(
                Setting.LEVELS,
                selection.levels().stream()
                        .sorted()
                        .map(level -> level.name().toLowerCase(Locale.ROOT))
                        .toList());
        many(Setting.ASSESSORS, selection.assessors());
        many(Setting.ASSESSOR_RESOURCES, selection.assessorResources());
        many(Setting.FILES, selection.files());
    }

    private void load(Load load) {
        one(Setting.TRANSFERS, Integer.toString(load.transfers()));
        one(Setting.CHECKERS, Integer.toString(load.checkers()));
        one(Setting.BANDWIDTH, load.bandwidth().orElse("off"));
        one(Setting.RETRIES, Integer.toString(load.retries()));
    }

    private void limits(Limits limits) {
        maybe(Setting.MAX_FAILURES, limits.maxFailures().map(FailureLimit::text));
        one(Setting.LIMIT_GRACE, limits.grace().toString());
        maybe(Setting.FROM, limits.from().map(Object::toString));
        one(Setting.OUTSIDE, limits.waits() ? "wait" : "exit");
        maybe(Setting.UNTIL, limits.until().map(Object::toString));
        maybe(Setting.MAX_DURATION, limits.maxDuration().map(Duration::toString));
        maybe(Setting.MAX_BYTES, limits.maxBytes().map(ByteSize::bytes).map(Object::toString));
    }

    private void reporting(Reporting reporting) {
        List<String> formats = new ArrayList<>(List.of("csv"));
        formats.addAll(reporting.html() ? List.of("html") : List.of());
        formats.addAll(reporting.prometheus() ? List.of("prometheus") : List.of());
        many(Setting.REPORT_FORMATS, formats);
        maybe(Setting.METRICS_FILE, reporting.metricsFile().map(Path::toString));
        one(Setting.PRIVACY, reporting.strict() ? "strict" : "normal");
    }

    private void one(Setting setting, String text) {
        texts.put(setting, List.of(text));
    }

    private void maybe(Setting setting, Optional<String> text) {
        text.ifPresent(value -> one(setting, value));
    }

    private void many(Setting setting, Collection<String> values) {
        if (!values.isEmpty()) {
            texts.put(setting, List.copyOf(values));
        }
    }

    private void yes(Setting setting, boolean value) {
        one(setting, Boolean.toString(value));
    }

    private void word(Setting setting, Enum<?> value) {
        one(setting, value.name().toLowerCase(Locale.ROOT));
    }
}
