package io.github.xnatpull.request;

import static io.github.xnatpull.request.SettingKind.ADDRESS;
import static io.github.xnatpull.request.SettingKind.DATE;
import static io.github.xnatpull.request.SettingKind.DURATION;
import static io.github.xnatpull.request.SettingKind.FAILURES;
import static io.github.xnatpull.request.SettingKind.FILE;
import static io.github.xnatpull.request.SettingKind.JOB_NAME;
import static io.github.xnatpull.request.SettingKind.LIST_FILE;
import static io.github.xnatpull.request.SettingKind.NUMBER;
import static io.github.xnatpull.request.SettingKind.PATTERNS;
import static io.github.xnatpull.request.SettingKind.SHARE;
import static io.github.xnatpull.request.SettingKind.SIZE;
import static io.github.xnatpull.request.SettingKind.TEXT;
import static io.github.xnatpull.request.SettingKind.TIME;
import static io.github.xnatpull.request.SettingKind.WORD;
import static io.github.xnatpull.request.SettingKind.WORDS;
import static io.github.xnatpull.request.SettingKind.YES_NO;

import io.github.xnatpull.layout.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything a request can say, declared once: the key in job files, what it holds, its flag, default and description.
 * Validation, JSON Schema, {@code --set} and {@code check} derive from it. The environment variable is that of the flag.
 */
public enum Setting {
    VERSION("version", NUMBER, "", "1", "Version of this format: 1.", "1"),
    NAME("name", JOB_NAME, "", "", "Names the runs; without it the file's own name."),

    SERVER(
            "server.url",
            ADDRESS,
            "--server",
            "",
            "Address of the XNAT server, with its context path (also: XNAT_URL, XNAT_HOST)."),
    PROFILE("server.profile", TEXT, "--profile", "", "A stored profile: address and how to log in."),
    USER(
            "server.user",
            TEXT,
            "--user",
            "",
            "User name; its password comes from one of the following, or from XNAT_PASS, ~/.netrc or a prompt."),
    PASSWORD_FILE(
            "server.password-file",
            FILE,
            "--password-file",
            "",
            "File with the password; only its owner may be able to read it."),
    PASSWORD_COMMAND("server.password-command", TEXT, "--password-command", "", "Command that prints the password."),
    CA_FILE("server.ca-file", FILE, "--ca-file", "", "Certificates to trust beside the system's (PEM)."),
    TRUST_STORE(
            "server.trust-store",
            FILE,
            "--trust-store",
            "",
            "The same as a PKCS 12 or JKS store; its password, if it has one, in XNATPULL_TRUST_STORE_PASSWORD."),
    CLIENT_CERT(
            "server.client-cert",
            FILE,
            "--client-cert",
            "",
            "Client certificate to show (PKCS 12); its password, if it has one, in XNATPULL_CLIENT_CERT_PASSWORD."),
    PROXY(
            "server.proxy",
            SettingKind.PROXY,
            "--proxy",
            "",
            "Proxy to go through; one with a password in the variable https_proxy."),
    INSECURE(
            "server.insecure-hosts",
            PATTERNS,
            "--insecure",
            "",
            "A host whose certificate is not checked, warned of on every run."),
    ALLOW_HTTP("server.allow-http", YES_NO, "--allow-http", "false", "Allow an address without TLS."),
    CREDENTIALS_OVER_HTTP(
            "server.credentials-over-http",
            YES_NO,
            "--credentials-over-http",
            "false",
            "Send even user and password without TLS."),
    CONNECT_TIMEOUT("server.connect-timeout", DURATION, "--connect-timeout", "10s", "Longest wait for a connection."),
    RESPONSE_TIMEOUT(
            "server.response-timeout", DURATION, "--response-timeout", "5m", "Longest wait for an answer to begin."),
    STALL_TIMEOUT("server.stall-timeout", DURATION, "--stall-timeout", "60s", "Longest wait for the next byte."),
    SERVER_AWAY(
            "server.away", DURATION, "--server-away", "15m", "How long to wait for a server that stopped answering."),

    PROJECTS("select.projects", PATTERNS, "--project", "", "Projects, by id."),
    EXCLUDED_PROJECTS(
            "select.exclude-projects",
            PATTERNS,
            "--exclude-project",
            "",
            "Projects to leave out, by id, where --project names patterns or several."),
    SUBJECTS("select.subjects.label.include", PATTERNS, "--subject", "", "Subjects, by id or label."),
    SUBJECT_LIST(
            "select.subjects.list",
            LIST_FILE,
            "--subjects",
            "",
            "A list of subjects: CSV, TSV or one per line; - is standard input."),
    SESSIONS(
            "select.sessions.label.include",
            PATTERNS,
            "--session",
            "",
            "Sessions, by id or label; an accession id needs no project."),
    EXCLUDED_SESSIONS(
            "select.sessions.label.exclude",
            PATTERNS,
            "--exclude-session",
            "",
            "Sessions to leave out, by id or label."),
    SESSION_LIST("select.sessions.list", LIST_FILE, "--sessions", "", "A list of sessions, likewise."),
    LIST_COLUMN(
            "select.list-column",
            TEXT,
            "--list-column",
            "",
            "The column of a list that holds the ids, by header or number."),
    SESSION_TYPES(
            "select.sessions.type",
            PATTERNS,
            "--session-type",
            "",
            "Types of session: mr, pet, ct, … or in full, xnat:mrSessionData."),
    SINCE("select.sessions.date.from", DATE, "--since", "", "First day of acquisition."),
    UNTIL_DATE("select.sessions.date.to", DATE, "--until-date", "", "Last day of acquisition."),
    LIMIT("select.sessions.limit", NUMBER, "--limit", "", "Only the first so many sessions."),
    SCANS("select.scans.include", PATTERNS, "--scan", "", "Scans, by id or type."),
    EXCLUDED_SCANS("select.scans.exclude", PATTERNS, "--exclude-scan", "", "Scans to leave out, by id or type."),
    SCAN_TYPES("select.scans.type.include", PATTERNS, "", "", "Scans, by type only."),
    EXCLUDED_SCAN_TYPES("select.scans.type.exclude", PATTERNS, "", "", "Scans to leave out, by type only."),
    SCAN_QUALITIES(
            "select.scans.quality", PATTERNS, "--scan-quality", "", "Qualities of scans: usable, questionable, …"),
    RESOURCES("select.resources.include", PATTERNS, "--resource", "", "Resources, by label: DICOM, NIFTI, …"),
    EXCLUDED_RESOURCES(
            "select.resources.exclude",
            PATTERNS,
            "--exclude-resource",
            "",
            "Resources to leave out; never together with include."),
    LEVELS(
            "select.resources.levels",
            WORDS,
            "--levels",
            "scan",
            "Where the resources hang; all brings every level.",
            "scan",
            "session",
            "assessor",
            "reconstruction",
            "subject",
            "project",
            "all"),
    SESSION_RESOURCES(
            "select.session-resources",
            YES_NO,
            "--session-resources",
            "false",
            "The sessions' own resources too: adds the level session."),
    ASSESSORS(
            "select.assessors.include",
            PATTERNS,
            "--assessor",
            "",
            "Assessors, by id, label or xsi type; adds their level."),
    ASSESSOR_TYPES("select.assessors.type", PATTERNS, "", "", "The same, by xsi type."),
    ASSESSOR_RESOURCES(
            "select.assessors.resources",
            PATTERNS,
            "",
            "",
            "Resources of assessors, where other than those of scans are wanted."),
    FILES(
            "select.files",
            PATTERNS,
            "--file",
            "",
            "Only files whose name matches, or whose path, where the pattern holds a slash."),
    FAIL_IF_EMPTY("select.fail-if-empty", YES_NO, "--fail-if-empty", "false", "Exit 6 when nothing is selected."),
    STRICT_LIST(
            "select.strict-list",
            YES_NO,
            "--strict-list",
            "false",
            "Exit 2 before anything is pulled when a row of a list matches nothing."),

    DESTINATION("destination.root", FILE, "--dest", "", "The directory for data, state and reports."),
    STATE("destination.state", SettingKind.STATE, "--state", "", "Where the state is kept, if not at the destination."),
    LAYOUT(
            "destination.layout",
            SettingKind.LAYOUT,
            "--layout",
            "xnat",
            String.join(", ", Layout.presets()) + ", or a path with placeholders."),
    NAME_BY(
            "destination.name-by",
            WORD,
            "--name-by",
            "label",
            "Name folders by labels or by accession ids.",
            "label",
            "id"),
    ARCHIVES(
            "destination.archives",
            WORD,
            "--archives",
            "unpack",
            "Unpack archives, keep them as zip, or both.",
            "unpack",
            "keep",
            "both"),
    EXISTING(
            "destination.existing",
            WORD,
            "--existing",
            "verify",
            "What is done about files that landed: verify looks at size and time of each and hashes where they leave a doubt;"
                    + " rehash hashes each; replace hashes each and overwrites what differs; keep does not look, so that exit 0"
                    + " says nothing of the disk; adopt looks as verify does, and takes over a file of somebody else's that is what"
                    + " the server has; repair looks as verify does, and replaces what differs, whose bytes go to"
                    + " withdrawn/RUN/. Once a"
                    + " run or verify found a file to differ, each of them hashes it until it is right.",
            "verify",
            "rehash",
            "replace",
            "keep",
            "adopt",
            "repair"),
    RECHECK(
            "destination.recheck",
            YES_NO,
            "--recheck",
            "false",
            "Compare every resource file by file with the server's listing now. Without it those of which the server states"
                    + " other counts or sizes than before, and then of the others as many as --recheck-rows and"
                    + " --recheck-every say, the longest unchecked first."),
    RECHECK_EVERY(
            "destination.recheck-every",
            DURATION,
            "--recheck-every",
            "7d",
            "Time within which each session is compared with the server's listing, given a pull a day: one of a week asks each"
                    + " pull for a seventh of the files that look unchanged. An older look than twice this is a warning."),
    RECHECK_ROWS(
            "destination.recheck-rows",
            NUMBER,
            "--recheck-rows",
            "200000",
            "Listed files of what looks unchanged that each pull compares at least, behind all that is new; 0 for none."),
    REBIND(
            "destination.rebind",
            YES_NO,
            "--rebind",
            "false",
            "Use a destination that belongs to another server, layout or naming; not with other --archives."),

    KNOWN_GAPS(
            "destination.known-gaps",
            FILE,
            "--known-gaps",
            "",
            "Rows of failures.csv and unmatched.csv, with a reason each, that are accepted as missing: they do not fail a run."),

    TRANSFERS("transfer.transfers", NUMBER, "--transfers", "4", "Resources at a time, 1 to 64."),
    CHECKERS("transfer.checkers", NUMBER, "--checkers", "8", "Sessions looked at at a time while planning, 1 to 64."),
    BANDWIDTH(
            "transfer.bandwidth",
            SettingKind.BANDWIDTH,
            "--bwlimit",
            "off",
            "Most bytes per second over all transfers: 500k, 2M; or a timetable: '08:00,2M 19:00,off'."),
    RETRIES("transfer.retries", NUMBER, "--retries", "4", "Retries of a request that may work next time, 0 to 100."),
    RETRY_WAIT(
            "transfer.retry-wait", DURATION, "--retry-wait", "1s", "Wait before the first retry; doubles with each."),
    ON_FAILURE(
            "transfer.on-failure",
            WORD,
            "--on-failure",
            "continue",
            "Go on after a failure, or stop at the first.",
            "continue",
            "stop"),
    MAX_FAILURES(
            "transfer.max-failures",
            FAILURES,
            "--max-failures",
            "",
            "Stop after so many failures, or this part of the plan: 20, 5%."),

    FROM("limits.from", TIME, "--from", "", "With --until: the time of day from which runs may go on."),
    OUTSIDE(
            "limits.outside",
            WORD,
            "--outside",
            "exit",
            "A run that begins outside these times: exits 8, or waits.",
            "exit",
            "wait"),
    UNTIL("limits.until", TIME, "--until", "", "Stop at this time of day."),
    MAX_DURATION("limits.max-duration", DURATION, "--max-duration", "", "Stop after this time: 6h, 90m."),
    MAX_BYTES("limits.max-bytes", SIZE, "--max-bytes", "", "Stop after so many bytes: 500G."),
    MAX_SHRINK(
            "limits.max-shrink",
            SHARE,
            "--max-shrink",
            "20%",
            "How much of a project may be gone since the last run of the same job and selection: with more, or all of it, the"
                    + " run warns and exits 3, once. Below 10 resources only all of them count."),
    LIMIT_GRACE(
            "limits.limit-grace",
            DURATION,
            "--limit-grace",
            "20m",
            "Time for what is in hand when a limit or the end of a window is reached."),
    GRACE("limits.grace", DURATION, "--grace", "20s", "Time for files in hand when asked to stop by a signal."),

    REPORT_DIRECTORY(
            "report.directory",
            FILE,
            "--report-dir",
            "",
            "Where reports go; without it the folder 'reports' of the destination."),
    REPORT_FORMATS(
            "report.formats",
            WORDS,
            "",
            "csv html",
            "Forms of the report; csv is always written.",
            "csv",
            "html",
            "prometheus"),
    METRICS_FILE("report.metrics-file", FILE, "--metrics-file", "", "Metrics for Prometheus' textfile collector."),
    LOG_FILE("report.log-file", FILE, "--log-file", "", "Write the log there too."),
    LOG_FORMAT("report.log-format", WORD, "--log-format", "text", "Format of the log file.", "text", "json"),
    PROGRESS(
            "report.progress",
            WORD,
            "--progress",
            "auto",
            "How progress is shown.",
            "auto",
            "bar",
            "plain",
            "json",
            "none"),
    PROGRESS_INTERVAL(
            "report.progress-interval",
            DURATION,
            "--progress-interval",
            "60s",
            "Time between two lines of plain progress."),
    PRIVACY(
            "report.privacy",
            WORD,
            "--privacy",
            "normal",
            "strict: keyed hashes in place of labels, ids and dates on the console, in logs and HTML.",
            "normal",
            "strict");

    private final String key;
    private final SettingKind kind;
    private final String flag;
    private final String standard;
    private final String description;
    private final List<String> words;

    Setting(String key, SettingKind kind, String flag, String standard, String description, String... words) {
        this.key = key;
        this.kind = kind;
        this.flag = flag;
        this.standard = standard;
        this.description = description;
        this.words = List.of(words);
    }

    /** Its place in a job file, names parted by dots. */
    public String key() {
        return key;
    }

    SettingKind kind() {
        return kind;
    }

    /** Its flag, for example {@code --scan}; empty where only job files have it. */
    public Optional<String> flag() {
        return Optional.of(flag).filter(text -> !text.isEmpty());
    }

    /** Its environment variable, for example {@code XNATPULL_SCAN}. */
    public Optional<String> variable() {
        return flag().map(text ->
                "XNATPULL_" + text.substring(2).replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** What holds where nobody says anything; empty where that is nothing, or derived from another. */
    public List<String> standard() {
        return standard.isEmpty()
                ? List.of()
                : kind == SettingKind.WORDS ? List.of(standard.split(" ")) : List.of(standard);
    }

    public String description() {
        return description;
    }

    /** What stands for its value in help texts, for example {@code DATE}, or its few words. */
    public String placeholder() {
        return words.isEmpty() || words.size() > 3 ? kind.placeholder() : String.join("|", words);
    }

    /** Whether its flag takes no value. */
    public boolean isSwitch() {
        return kind == SettingKind.YES_NO;
    }

    /** Whether its flag can be given several times. */
    public boolean isList() {
        return kind.isList();
    }

    /** The words it takes; empty where it takes others. */
    public List<String> words() {
        return words;
    }

    /**
     * What is wrong with a value, as half a sentence; empty where nothing is.
     */
    Optional<String> problem(String text) {
        Optional<String> problem = kind.problem(text);
        if (problem.isPresent() || words.isEmpty() || words.contains(text)) {
            return problem;
        }
        return Optional.of("'" + text + "' is none of " + String.join(", ", words));
    }

    /** Whether a flag is that of a setting. */
    public static boolean isFlag(String flag) {
        return ofFlag(flag).isPresent();
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
    }

    static Optional<Setting> ofFlag(String flag) {
        return Arrays.stream(values()).filter(one -> one.flag.equals(flag)).findFirst();
    }
}
