package io.github.xnatpull.request;

import io.github.xnatpull.request.StoredRequest.Damage;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Requests as they were stored before they had a version: the components of a record of that time by their names, nothing as
 * null, paths as {@code file:} addresses. Made into settings here, so that all else knows the present form only. Names here
 * are those of then and never change.
 */
final class StoredRequest1 {
    private static final List<String> KEYS = List.of(
            "jobName",
            "server",
            "selection",
            "destination",
            "state",
            "layout",
            "transfer",
            "load",
            "limits",
            "reportDirectory",
            "reporting",
            "recheck",
            "rebind",
            "failIfEmpty",
            "strictList",
            "reach");
    /** Of the selection, those that are one setting each. */
    private static final Map<String, Setting> SELECTION = Map.ofEntries(
            Map.entry("projects", Setting.PROJECTS),
            Map.entry("subjects", Setting.SUBJECTS),
            Map.entry("sessions", Setting.SESSIONS),
            Map.entry("excludedSessions", Setting.EXCLUDED_SESSIONS),
            Map.entry("sessionTypes", Setting.SESSION_TYPES),
            Map.entry("since", Setting.SINCE),
            Map.entry("until", Setting.UNTIL_DATE),
            Map.entry("scans", Setting.SCANS),
            Map.entry("excludedScans", Setting.EXCLUDED_SCANS),
            Map.entry("scanTypes", Setting.SCAN_TYPES),
            Map.entry("excludedScanTypes", Setting.EXCLUDED_SCAN_TYPES),
            Map.entry("scanQualities", Setting.SCAN_QUALITIES),
            Map.entry("resources", Setting.RESOURCES),
            Map.entry("excludedResources", Setting.EXCLUDED_RESOURCES),
            Map.entry("levels", Setting.LEVELS),
            Map.entry("assessors", Setting.ASSESSORS),
            Map.entry("assessorResources", Setting.ASSESSOR_RESOURCES),
            Map.entry("files", Setting.FILES),
            Map.entry("limit", Setting.LIMIT));

    private final StoredRequest stored;
    private final JsonNode json;
    private final Map<Setting, List<String>> settings = new EnumMap<>(Setting.class);

    private StoredRequest1(StoredRequest stored, JsonNode json) {
        this.stored = stored;
        this.json = json;
    }

    /** Whether it is of that time. */
    static boolean isOne(JsonNode json) {
        return json.isObject() && !json.has("version") && (json.has("selection") || json.has("jobName"));
    }

    static PullRequest read(StoredRequest stored, JsonNode json) {
        return new StoredRequest1(stored, json).request();
    }

    private PullRequest request() {
        stored.tellUnknown(json, KEYS, "", "");
        stored.tellUnknown(group("reach"), KeyTree.keys(), "reach.", "");
        reach();
        single(Setting.NAME, json, "jobName");
        selection(group("selection"));
        path(Setting.DESTINATION, json, "destination");
        single(Setting.STATE, json, "state");
        single(Setting.LAYOUT, group("layout"), "template");
        word(Setting.NAME_BY, group("layout"), "nameBy");
        word(Setting.ARCHIVES, group("layout"), "archives");
        word(Setting.EXISTING, group("transfer"), "existing");
        single(Setting.TRANSFERS, group("load"), "transfers");
        single(Setting.CHECKERS, group("load"), "checkers");
        single(Setting.RETRIES, group("load"), "retries");
        single(Setting.BANDWIDTH, group("load"), "bandwidth");
        limits(group("limits"));
        path(Setting.REPORT_DIRECTORY, json, "reportDirectory");
        reporting(group("reporting"));
        single(Setting.RECHECK, json, "recheck");
        single(Setting.REBIND, json, "rebind");
        single(Setting.FAIL_IF_EMPTY, json, "failIfEmpty");
        single(Setting.STRICT_LIST, json, "strictList");
        // Lists had been applied, and what they added could not be told from what was asked.
        return stored.request(
                settings,
                text(json, "server"),
                new StoredRequest.Applied(
                        Optional.ofNullable(settings.get(Setting.PROJECTS)),
                        Optional.ofNullable(settings.get(Setting.LEVELS)),
                        Optional.empty(),
                        Optional.empty()));
    }

    private void reach() {
        for (Map.Entry<String, JsonNode> entry : group("reach").properties()) {
            Setting.ofKey(entry.getKey())
                    .filter(Settings::isReach)
                    .ifPresent(setting -> settings.put(setting, stored.texts(entry.getKey(), entry.getValue())));
        }
    }

    private void selection(JsonNode selection) {
        List<String> known = new ArrayList<>(SELECTION.keySet());
        known.addAll(List.of("subjectList", "sessionList"));
        stored.tellUnknown(selection, known, "selection.", "");
        stored.tellMissing(known.stream()
                .filter(name -> !selection.has(name))
                .sorted()
                .map(name -> "selection." + name)
                .toList());
        SELECTION.forEach((name, setting) -> {
            JsonNode node = selection.path(name);
            if (!node.isMissingNode() && !node.isNull()) {
                List<String> texts = setting.isList() ? stored.texts(name, node) : List.of(stored.text(name, node));
                if (!texts.isEmpty()) {
                    settings.put(setting, texts);
                }
            }
        });
        list(Setting.SUBJECT_LIST, selection.path("subjectList"));
        list(Setting.SESSION_LIST, selection.path("sessionList"));
    }

    private void list(Setting setting, JsonNode list) {
        single(setting, list, "place");
        single(Setting.LIST_COLUMN, list, "column");
    }

    private void limits(JsonNode limits) {
        single(Setting.FROM, limits, "from");
        if (yes(limits, "waits", false)) {
            settings.put(Setting.OUTSIDE, List.of("wait"));
        }
        single(Setting.UNTIL, limits, "until");
        single(Setting.MAX_DURATION, limits, "maxDuration");
        single(Setting.MAX_BYTES, limits.path("maxBytes"), "bytes");
        // A percentage was a negative number.
        text(limits, "maxFailures")
                .ifPresent(number -> settings.put(
                        Setting.MAX_FAILURES, List.of(number.startsWith("-") ? number.substring(1) + "%" : number)));
    }

    private void reporting(JsonNode reporting) {
        List<String> formats = new ArrayList<>(List.of("csv"));
        if (yes(reporting, "html", true)) {
            formats.add("html");
        }
        if (yes(reporting, "prometheus", false)) {
            formats.add("prometheus");
        }
        settings.put(Setting.REPORT_FORMATS, formats);
        path(Setting.METRICS_FILE, reporting, "metricsFile");
        if (yes(reporting, "strict", false)) {
            settings.put(Setting.PRIVACY, List.of("strict"));
        }
    }

    private static boolean yes(JsonNode object, String name, boolean standard) {
        JsonNode node = object.path(name);
        if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
            throw new Damage("'" + name + "' is neither true nor false");
        }
        return node.asBoolean(standard);
    }

    private JsonNode group(String name) {
        JsonNode group = json.path(name);
        if (!group.isMissingNode() && !group.isNull() && !group.isObject()) {
            throw new Damage("'" + name + "' holds no keys");
        }
        return group;
    }

    private Optional<String> text(JsonNode object, String name) {
        JsonNode node = object.path(name);
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(stored.text(name, node));
    }

    private void single(Setting setting, JsonNode object, String name) {
        text(object, name).ifPresent(text -> settings.put(setting, List.of(text)));
    }

    private void word(Setting setting, JsonNode object, String name) {
        text(object, name).ifPresent(text -> settings.put(setting, List.of(text.toLowerCase(Locale.ROOT))));
    }

    private void path(Setting setting, JsonNode object, String name) {
        text(object, name).ifPresent(text -> settings.put(setting, List.of(path(name, text))));
    }

    private static String path(String name, String text) {
        try {
            return text.startsWith("file:") ? Path.of(URI.create(text)).toString() : text;
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new Damage("'" + name + "' is no path", e);
        }
    }
}
