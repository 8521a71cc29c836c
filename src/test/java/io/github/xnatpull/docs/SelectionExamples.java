package io.github.xnatpull.docs;

import io.github.xnatpull.request.Setting;
import java.util.List;

/** The examples of docs/selection.md, on the project QUIRKS that the tests' miniature XNAT serves. */
final class SelectionExamples {
    static final String HEAD = """
            # Selecting

            Flags of different kinds narrow each other; values of one flag add to each other. A value is taken literally first, then as a
            glob (`T2*` is a real type of scan, and then matches only itself); behind `re:` stands a regular expression. Several values: commas,
            or the flag again; a name that holds a comma is found as it is, and nothing is told of its pieces.

            What is named must be there: where nothing on the server answers to a name, the rest is pulled, `unmatched.csv` says which name it was,
            where it stands (`source`: flag, variable, key, or `list:line`), why, and what is nearest to it; the exit code is 3, or 6 where nothing is left.
            This holds for ids and labels of subjects, sessions, scans and assessors, for types of scans, labels of resources and names of files; write `'NIFTI*'` for
            one that may be missing. Globs, `re:` and words that every XNAT knows (`usable`, `questionable`, `unusable`; `mr`, `pet`, `xnat:ctSessionData`, …) may match
            nothing. An exclusion that leaves out nothing is a warning. A project that is not there is refused at once, exit 2; so is, without a project, an
            accession id, and a value that is the accession id of one thing and the label of another. Names are looked for in the sessions that the
            rest of the selection leaves; what dates and `--limit` leave out is not looked at, and the reason says so.

            A row of a list counts as matched where something of it is left: the session or subject after `--session-type`, `--since` and the like, and each
            scan, type, resource or assessor in its cells. What `--limit`, `--exclude-session` or the other list takes out is told and is no mistake. Columns of
            ids (`session_id`, `ID`, …) are compared with accession ids first, columns of labels (`Session`, `Label`, …) with labels; a subject
            beside a session must be its subject. A subject that has no session yet is unmatched with that reason. With `--strict-list` a row that means nothing is exit 2:
            before anything is made where listings of sessions show it, and before a byte is fetched where only a look into its session does; a
            subject without a session yet is never exit 2. A column of assessors (`Freesurfer ID`, `assessor_id`, `assessor_label`) is used where there is no
            column of sessions, or where `--assessor` or `--levels` wants assessors: the row then wants these assessors and nothing else.

            Files are listed while they are transferred, so a name of `--file` is judged at the end of a run; what is unchanged answers by what landed of it. While
            some resource could not be listed nothing is said against a name, but that it could not be looked for everywhere. `plan` and `check` list no files
            and say so.

            The project of a profile, or of `XNATPULL_PROJECT` where a flag names the sessions, is a default: labels are looked for in it, and an accession id
            that is not in it on the whole server. A list whose rows name their projects does without it. A project of a flag or a job file is none: what is
            not in it is unmatched. Accession ids in a list of assessors are found without a
            project too; labels of assessors need one, and without it are exit 2.

            `list` chooses by the same flags and lists and tells the same, of what it looks at: `list sessions` looks into no session,
            `list scans` and `list assessors` show what the rows of a list name of them.

            Sessions without a date, and scans without a type or quality, that a filter on it leaves out are counted and told.

            Each example below is run by a test against a miniature XNAT whose project `QUIRKS` holds what real archives hold; the rows
            are what landed, from its `manifest.csv`. `plan` with the same flags shows beforehand what would. `XNAT_URL` names the server.

            This file is made from the examples (`make docs`).

            """;

    static final List<Example> ALL = List.of(
            Example.of(
                    Setting.PROJECTS,
                    "A whole project; several with commas.",
                    "--project OWNER",
                    "OWNERS_LABEL|scan|1|DICOM|3",
                    "SAME_LABEL|scan|1|DICOM|2"),
            Example.of(
                    Setting.EXCLUDED_PROJECTS,
                    "All that a pattern matches but one.",
                    "--project O*,QUIRKS --exclude-project QUIRKS",
                    "OWNERS_LABEL|scan|1|DICOM|3",
                    "SAME_LABEL|scan|1|DICOM|2"),
            Example.of(
                    Setting.SUBJECTS,
                    "One subject's sessions, also shared ones.",
                    "--project QUIRKS --subject SHARED_SUBJECT",
                    "SAME_LABEL|scan|1|DICOM|2",
                    "SHARED_LABEL|scan|1|DICOM|3"),
            Example.of(
                            Setting.SUBJECT_LIST,
                            "The subjects of a list.",
                            "--project QUIRKS --subjects list.csv",
                            "SAME_LABEL|scan|1|DICOM|2",
                            "SHARED_LABEL|scan|1|DICOM|3")
                    .withList("participant_id\tage\nsub-SHARED_SUBJECT\t44\n"),
            Example.of(
                    Setting.SESSIONS,
                    "Sessions by label, with a glob.",
                    "--project QUIRKS --session DERIVED,EMPTY*",
                    "DERIVED|scan|1|DICOM|2",
                    "EMPTY_SCANS|scan|2|DICOM|0"),
            Example.of(
                    Setting.EXCLUDED_SESSIONS,
                    "All but one.",
                    "--project QUIRKS --subject SHARED_SUBJECT --exclude-session SAME_LABEL",
                    "SHARED_LABEL|scan|1|DICOM|3"),
            Example.of(
                            Setting.SESSION_LIST,
                            "The sessions of a spreadsheet.",
                            "--project QUIRKS --sessions list.csv",
                            "DERIVED|scan|1|DICOM|2",
                            "SHARED_LABEL|scan|1|DICOM|3")
                    .withList("Session;Rater\nDERIVED;ann\nSHARED_LABEL;ben\n"),
            Example.of(
                            Setting.LIST_COLUMN,
                            "Which column holds them, where several could.",
                            "--project QUIRKS --sessions list.csv --list-column Experiment",
                            "DERIVED|scan|1|DICOM|2",
                            "SHARED_LABEL|scan|1|DICOM|3")
                    .withList("Session,Experiment\nfirst,DERIVED\nsecond,SHARED_LABEL\n"),
            Example.of(
                    Setting.SESSION_TYPES,
                    "Sessions of a type.",
                    "--project QUIRKS --session-type pet",
                    "DERIVED|scan|1|DICOM|2"),
            Example.of(
                    Setting.SINCE,
                    "Sessions from a day on.",
                    "--project QUIRKS --since 2026-01-01",
                    "DERIVED|scan|1|DICOM|2"),
            Example.of(
                    Setting.UNTIL_DATE,
                    "Sessions up to a day.",
                    "--project QUIRKS --until-date 2025-12-31 --scan 3",
                    "SCAN_IDS|scan|3|DICOM|2",
                    "SCAN_TYPES|scan|3|DICOM|2"),
            Example.of(
                    Setting.LIMIT,
                    "Only the first, to try something.",
                    "--project QUIRKS --subject SHARED_SUBJECT --limit 1",
                    "SHARED_LABEL|scan|1|DICOM|3"),
            Example.of(
                    Setting.SCANS,
                    "Scans by id or type.",
                    "--project QUIRKS --session SCAN_IDS --scan 01,flair",
                    "SCAN_IDS|scan|01|DICOM|2",
                    "SCAN_IDS|scan|2|DICOM|2"),
            Example.of(
                    Setting.SCANS,
                    "A type that looks like a glob is taken literally where it exists.",
                    "--project QUIRKS --session SCAN_TYPES --scan T2*",
                    "SCAN_TYPES|scan|6|DICOM|2"),
            Example.of(
                    Setting.SCANS,
                    "A regular expression, which is never split at commas.",
                    "--project QUIRKS --session SCAN_TYPES --scan re:^[a-z][/,][a-z]$",
                    "SCAN_TYPES|scan|3|DICOM|2",
                    "SCAN_TYPES|scan|4|DICOM|2"),
            Example.of(
                    Setting.EXCLUDED_SCANS,
                    "All scans but some.",
                    "--project QUIRKS --session SCAN_IDS --exclude-scan T1w,3",
                    "SCAN_IDS|scan|2|DICOM|2"),
            Example.of(
                    Setting.SCAN_QUALITIES,
                    "Scans of a quality.",
                    "--project QUIRKS --session SCAN_TYPES --scan 1,2,3,4 --scan-quality usable",
                    "SCAN_TYPES|scan|1|DICOM|2",
                    "SCAN_TYPES|scan|3|DICOM|2"),
            Example.of(
                    Setting.RESOURCES,
                    "Resources by label; a label that holds a comma is found as it is.",
                    "--project QUIRKS --session RESOURCE_LABELS --resource a,b --resource 4711",
                    "RESOURCE_LABELS|scan|1|4711|1",
                    "RESOURCE_LABELS|scan|1|a,b|1"),
            Example.of(
                    Setting.EXCLUDED_RESOURCES,
                    "All resources but some.",
                    "--project QUIRKS --session CATALOGUES --exclude-resource STALE*,MISSING,TWICE",
                    "CATALOGUES|scan|1|BLANK_HINTS|3",
                    "CATALOGUES|scan|1|SIZES|4"),
            Example.of(
                    Setting.LEVELS,
                    "Not what scans have, but what sessions, subjects and the project have themselves.",
                    "--project QUIRKS --session DERIVED --subject Q01 --levels session,subject,project",
                    "|project||PROTOCOL|1",
                    "|subject||CONSENT|1",
                    "DERIVED|session||NOTES|1"),
            Example.of(
                    Setting.SESSION_RESOURCES,
                    "What sessions have themselves too.",
                    "--project QUIRKS --session DERIVED --session-resources",
                    "DERIVED|scan|1|DICOM|2",
                    "DERIVED|session||NOTES|1"),
            Example.of(
                    Setting.ASSESSORS,
                    "Assessors of a type, with all they hold, beside the scans.",
                    "--project QUIRKS --session DERIVED --assessor fs:fsData",
                    "DERIVED|assessor|XNAT_E00014|GENERIC|1",
                    "DERIVED|assessor|XNAT_E00014 (in)|DICOM|1",
                    "DERIVED|assessor|XNAT_E00014 (out)|DATA|1",
                    "DERIVED|scan|1|DICOM|2"),
            Example.of(
                    Setting.FILES,
                    "Of a resource only the files whose name matches.",
                    "--project QUIRKS --session CATALOGUES --resource SIZES --file no-*",
                    "CATALOGUES|scan|1|SIZES|3"),
            Example.of(
                            Setting.FAIL_IF_EMPTY,
                            "A selection that selects nothing is a failure.",
                            "--project QUIRKS --session DERIVED --scan FLAIR --fail-if-empty")
                    .ending(6),
            Example.of(
                            Setting.STRICT_LIST,
                            "A list with a row that means nothing is refused.",
                            "--project QUIRKS --sessions list.csv --strict-list")
                    .withList("Session\nDERIVED\nDERIVD\n")
                    .ending(2));

    private SelectionExamples() {}
}
