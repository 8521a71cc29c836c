package io.github.xnatpull.selection;

import io.github.xnatpull.catalogue.Level;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the user wants, as written. An empty list of patterns wants everything. A pattern matches literally first, then
 * as a glob ({@code T2*} is a real scan type), or as a regular expression behind {@code re:}.
 *
 * @param projects project ids; empty only where sessions are named by accession id
 * @param subjects ids or labels
 * @param sessions ids or labels to take
 * @param excludedSessions ids or labels to leave out
 * @param sessionTypes {@code mr}, {@code pet}, … or full xsi types
 * @param since first day of acquisition
 * @param until last day of acquisition
 * @param scans ids or types
 * @param excludedScans ids or types
 * @param scanQualities for example {@code usable}
 * @param resources labels to take; never together with {@code excludedResources}
 * @param excludedResources labels to leave out
 * @param levels where resources hang
 * @param assessors ids, labels, xsi types, or {@code ALL}
 * @param files patterns on the path inside the resource
 * @param limit the first so many sessions
 */
public record Selection(
        List<String> projects,
        List<String> subjects,
        List<String> sessions,
        List<String> excludedSessions,
        List<String> sessionTypes,
        Optional<LocalDate> since,
        Optional<LocalDate> until,
        List<String> scans,
        List<String> excludedScans,
        List<String> scanQualities,
        List<String> resources,
        List<String> excludedResources,
        Set<Level> levels,
        List<String> assessors,
        List<String> files,
        OptionalInt limit) {

    /** Every scan resource of a project. */
    public static Selection ofProject(String project) {
        return new Selection(
                List.of(project), List.of(), List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(),
                List.of(), List.of(), List.of(), List.of(), List.of(), Set.of(Level.SCAN), List.of(), List.of(), OptionalInt.empty());
    }
}
