package io.github.xnatpull.cli;

import io.github.xnatpull.catalogue.Level;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selection.ListSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A selection from flags, upon the one of the job file where there is one. A flag wins over its key. */
final class SelectionMerge {
    private final SelectionFlags flags;
    private final UnaryOperator<Path> absolute;

    SelectionMerge(SelectionFlags flags, UnaryOperator<Path> absolute) {
        this.flags = flags;
        this.absolute = absolute;
    }

    Selection onto(Selection base) {
        checkResources();
        boolean resourcesGiven = !flags.resources.isEmpty() || !flags.excludedResources.isEmpty();
        return Selection.builder()
                .projects(over(split(flags.projects), base.projects()))
                .subjects(over(flags.subjects, base.subjects()))
                .sessions(over(flags.sessions, base.sessions()))
                .excludedSessions(over(flags.excludedSessions, base.excludedSessions()))
                .sessionTypes(over(flags.sessionTypes, base.sessionTypes()))
                .since(flags.since.or(base::since))
                .until(flags.untilDate.or(base::until))
                .scans(over(flags.scans, base.scans()))
                .excludedScans(over(flags.excludedScans, base.excludedScans()))
                .scanTypes(base.scanTypes())
                .excludedScanTypes(base.excludedScanTypes())
                .scanQualities(over(flags.scanQualities, base.scanQualities()))
                .resources(resourcesGiven ? flags.resources : base.resources())
                .excludedResources(resourcesGiven ? flags.excludedResources : base.excludedResources())
                .levels(levels(base.levels()))
                .assessors(over(flags.assessors, base.assessors()))
                .assessorResources(base.assessorResources())
                .files(over(flags.files, base.files()))
                .limit(limit(base.limit()))
                .subjectList(list(flags.subjectList, base.subjectList()))
                .sessionList(list(flags.sessionList, base.sessionList()))
                .build();
    }

    private void checkResources() {
        if (!flags.resources.isEmpty() && !flags.excludedResources.isEmpty()) {
            throw Usage.value("--resource and --exclude-resource", "only one of them can be used at a time");
        }
        if (flags.since.isPresent() && flags.untilDate.isPresent() && flags.since.get().isAfter(flags.untilDate.get())) {
            throw Usage.value("--since and --until-date", flags.since.get() + " is after " + flags.untilDate.get());
        }
    }

    private static List<String> over(List<String> flag, List<String> key) {
        return flag.isEmpty() ? key : flag;
    }

    /** Project ids hold no commas (contract §1.4), so a comma always separates them. */
    private static List<String> split(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private Set<Level> levels(Set<Level> base) {
        EnumSet<Level> levels = EnumSet.noneOf(Level.class);
        levels.addAll(flags.levels.isEmpty() ? base : flags.levels);
        if (flags.sessionResources) {
            levels.add(Level.SESSION);
        }
        if (!flags.assessors.isEmpty()) {
            levels.add(Level.ASSESSOR);
        }
        return levels;
    }

    private OptionalInt limit(OptionalInt base) {
        if (flags.limit.isPresent() && flags.limit.get() < 1) {
            throw Usage.value("--limit", flags.limit.get() + " is less than 1");
        }
        return flags.limit.map(OptionalInt::of).orElse(base);
    }

    private Optional<ListSource> list(Optional<String> flag, Optional<ListSource> base) {
        if (flag.isEmpty()) {
            return base;
        }
        String place = flag.get();
        boolean standardInput = place.equals(ListSource.STANDARD_INPUT);
        return Optional.of(new ListSource(
                standardInput ? place : absolute.apply(Path.of(place)).toString(), flags.listColumn));
    }
}
