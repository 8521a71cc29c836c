package io.github.xnatpull.selection;

import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.xnat.Level;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Collects a {@link Selection}; what is not said selects everything, at scan level. Each call replaces the last. */
public final class SelectionBuilder {
    private List<String> projects = List.of();
    private List<String> excludedProjects = List.of();
    private List<String> subjects = List.of();
    private List<String> sessions = List.of();
    private List<String> excludedSessions = List.of();
    private List<String> sessionTypes = List.of();
    private Optional<LocalDate> since = Optional.empty();
    private Optional<LocalDate> until = Optional.empty();
    private List<String> scans = List.of();
    private List<String> excludedScans = List.of();
    private List<String> scanTypes = List.of();
    private List<String> excludedScanTypes = List.of();
    private List<String> scanQualities = List.of();
    private List<String> resources = List.of();
    private List<String> excludedResources = List.of();
    private Set<Level> levels = Set.of(Level.SCAN);
    private List<String> assessors = List.of();
    private List<String> assessorResources = List.of();
    private List<String> files = List.of();
    private OptionalInt limit = OptionalInt.empty();
    private Optional<ListSource> subjectList = Optional.empty();
    private Optional<ListSource> sessionList = Optional.empty();
    private Map<String, String> sources = Map.of();

    SelectionBuilder() {}

    /** Starts from another selection. */
    SelectionBuilder(Selection other) {
        projects = other.projects();
        excludedProjects = other.excludedProjects();
        subjects = other.subjects();
        sessions = other.sessions();
        excludedSessions = other.excludedSessions();
        sessionTypes = other.sessionTypes();
        since = other.since();
        until = other.until();
        scans = other.scans();
        excludedScans = other.excludedScans();
        scanTypes = other.scanTypes();
        excludedScanTypes = other.excludedScanTypes();
        scanQualities = other.scanQualities();
        resources = other.resources();
        excludedResources = other.excludedResources();
        levels = other.levels();
        assessors = other.assessors();
        assessorResources = other.assessorResources();
        files = other.files();
        limit = other.limit();
        subjectList = other.subjectList();
        sessionList = other.sessionList();
        sources = other.sources();
    }

    public SelectionBuilder projects(String... values) {
        projects = List.of(values);
        return this;
    }

    public SelectionBuilder projects(List<String> values) {
        projects = List.copyOf(values);
        return this;
    }

    public SelectionBuilder excludedProjects(List<String> values) {
        excludedProjects = List.copyOf(values);
        return this;
    }

    public SelectionBuilder subjects(List<String> values) {
        subjects = List.copyOf(values);
        return this;
    }

    public SelectionBuilder sessions(List<String> values) {
        sessions = List.copyOf(values);
        return this;
    }

    public SelectionBuilder excludedSessions(List<String> values) {
        excludedSessions = List.copyOf(values);
        return this;
    }

    public SelectionBuilder sessionTypes(List<String> values) {
        sessionTypes = List.copyOf(values);
        return this;
    }

    public SelectionBuilder since(Optional<LocalDate> day) {
        since = day;
        return this;
    }

    public SelectionBuilder until(Optional<LocalDate> day) {
        until = day;
        return this;
    }

    public SelectionBuilder scans(List<String> values) {
        scans = List.copyOf(values);
        return this;
    }

    public SelectionBuilder excludedScans(List<String> values) {
        excludedScans = List.copyOf(values);
        return this;
    }

    public SelectionBuilder scanTypes(List<String> values) {
        scanTypes = List.copyOf(values);
        return this;
    }

    public SelectionBuilder excludedScanTypes(List<String> values) {
        excludedScanTypes = List.copyOf(values);
        return this;
    }

    public SelectionBuilder scanQualities(List<String> values) {
        scanQualities = List.copyOf(values);
        return this;
    }

    public SelectionBuilder resources(List<String> values) {
        resources = List.copyOf(values);
        return this;
    }

    public SelectionBuilder excludedResources(List<String> values) {
        excludedResources = List.copyOf(values);
        return this;
    }

    public SelectionBuilder levels(Collection<Level> values) {
        levels = Set.copyOf(values);
        return this;
    }

    public SelectionBuilder assessors(List<String> values) {
        assessors = List.copyOf(values);
        return this;
    }

    public SelectionBuilder assessorResources(List<String> values) {
        assessorResources = List.copyOf(values);
        return this;
    }

    public SelectionBuilder files(List<String> values) {
        files = List.copyOf(values);
        return this;
    }

    public SelectionBuilder limit(OptionalInt sessionsAtMost) {
        limit = sessionsAtMost;
        return this;
    }

    public SelectionBuilder subjectList(Optional<ListSource> source) {
        subjectList = source;
        return this;
    }

    public SelectionBuilder sessionList(Optional<ListSource> source) {
        sessionList = source;
        return this;
    }

    /** Where values stand: see {@link Selection}. */
    public SelectionBuilder sources(Map<String, String> places) {
        sources = Map.copyOf(places);
        return this;
    }

    /** Where the values of a filter stand. */
    public SelectionBuilder source(Filter filter, String place) {
        Map<String, String> places = new HashMap<>(sources);
        places.put(filter.name(), place);
        return sources(places);
    }

    public Selection build() {
        return new Selection(
                projects,
                excludedProjects,
                subjects,
                sessions,
                excludedSessions,
                sessionTypes,
                since,
                until,
                scans,
                excludedScans,
                scanTypes,
                excludedScanTypes,
                scanQualities,
                resources,
                excludedResources,
                levels,
                assessors,
                assessorResources,
                files,
                limit,
                subjectList,
                sessionList,
                sources);
    }
}
