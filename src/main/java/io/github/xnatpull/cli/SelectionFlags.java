package io.github.xnatpull.cli;

import io.github.xnatpull.catalogue.Level;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What to pull. Every list flag can be repeated, and takes several values separated by commas. */
@Command(description = "What (a value is a name, else a glob such as 'T1*', else a regular expression behind re:)")
final class SelectionFlags {
    @Option(names = "--project", paramLabel = "ID", description = "Projects.")
    List<String> projects = List.of();

    @Option(names = "--subject", paramLabel = "ID|LABEL", description = "Subjects.")
    List<String> subjects = List.of();

    @Option(names = "--session", paramLabel = "ID|LABEL", description = "Sessions; an accession id needs no --project.")
    List<String> sessions = List.of();

    @Option(names = "--exclude-session", paramLabel = "ID|LABEL", description = "Sessions to leave out.")
    List<String> excludedSessions = List.of();

    @Option(names = "--subjects", paramLabel = "FILE|-", description = "A list of subjects: CSV, TSV or one per line; - is standard input.")
    Optional<String> subjectList = Optional.empty();

    @Option(names = "--sessions", paramLabel = "FILE|-", description = "A list of sessions, likewise.")
    Optional<String> sessionList = Optional.empty();

    @Option(names = "--list-column", paramLabel = "NAME", description = "The column of the list that holds the ids.")
    Optional<String> listColumn = Optional.empty();

    @Option(names = "--session-type", paramLabel = "TYPE", description = "Types of session: mr, pet, ... or xnat:mrSessionData.")
    List<String> sessionTypes = List.of();

    @Option(names = "--since", paramLabel = "DATE", description = "First day of acquisition.")
    Optional<LocalDate> since = Optional.empty();

    @Option(names = "--until-date", paramLabel = "DATE", description = "Last day of acquisition.")
    Optional<LocalDate> untilDate = Optional.empty();

    @Option(names = "--scan", paramLabel = "ID|TYPE", description = "Scans, by id or type; ALL for every one.")
    List<String> scans = List.of();

    @Option(names = "--exclude-scan", paramLabel = "ID|TYPE", description = "Scans to leave out.")
    List<String> excludedScans = List.of();

    @Option(names = "--scan-quality", paramLabel = "WORD", description = "Qualities of scans: usable, questionable, ...")
    List<String> scanQualities = List.of();

    @Option(names = "--resource", paramLabel = "LABEL", description = "Resources: DICOM, NIFTI, ...")
    List<String> resources = List.of();

    @Option(names = "--exclude-resource", paramLabel = "LABEL", description = "Resources to leave out (not with --resource).")
    List<String> excludedResources = List.of();

    @Option(
            names = "--levels",
            paramLabel = "LEVEL",
            split = ",",
            description = "Where resources hang: scan (default), session, assessor, reconstruction, subject, project.")
    List<Level> levels = List.of();

    @Option(names = "--session-resources", description = "The sessions' own resources too (adds session to --levels).")
    boolean sessionResources;

    @Option(names = "--assessor", paramLabel = "ID|LABEL|TYPE", description = "Assessors (adds assessor to --levels); ALL for every one.")
    List<String> assessors = List.of();

    @Option(names = "--file", paramLabel = "PATTERN", description = "Only files whose path in the resource matches.")
    List<String> files = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N sessions.")
    Optional<Integer> limit = Optional.empty();
}
