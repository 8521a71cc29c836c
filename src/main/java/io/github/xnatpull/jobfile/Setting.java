package io.github.xnatpull.jobfile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything a request can say, declared once: the key in job files, what it holds, its flag, default and description.
 * Validation, JSON Schema, {@code --set} and {@code check} derive from it. The environment variable is that of the flag.
 */
public enum Setting {
    VERSION("version", SettingKind.NUMBER, "", "1", "Version of this format: 1.", "1"),
    NAME("name", SettingKind.JOB_NAME, "", "", "Names the runs; without it the file's own name."),

    SERVER(
            "server.url",
            SettingKind.ADDRESS,
            "--server",
            "",
            "Address of the XNAT server, with its context path (also: XNAT_URL, XNAT_HOST)."),
    PROFILE("server.profile", SettingKind.TEXT, "--profile", "", "A stored profile: address and how to log in."),
    USER(
            "server.user",
            SettingKind.TEXT,
            "--user",
            "",
            "User name; its password comes from one of the following, or from XNAT_PASS, ~/.netrc or a prompt."),
    PASSWORD_FILE(
            "server.password-file",
            SettingKind.FILE,
            "--password-file",
            "",
            "File with the password; only its owner may be able to read it."),
    PASSWORD_COMMAND(
            "server.password-command", SettingKind.TEXT, "--password-command", "", "Command that prints the password."),
    CA_FILE("server.ca-file", SettingKind.FILE, "--ca-file", "", "Certificates to trust beside the system's (PEM)."),
    TRUST_STORE(
            "server.trust-store",
            SettingKind.FILE,
            "--trust-store",
            "",
            "The same as a PKCS 12 or JKS store; its password, if it has one, in XNATPULL_TRUST_STORE_PASSWORD."),
    CLIENT_CERT(
            "server.client-cert",
            SettingKind.FILE,
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
            SettingKind.PATTERNS,
            "--insecure-host",
            "",
            "A host whose certificate is not checked, warned of on every run."),
    ALLOW_HTTP("server.allow-http", SettingKind.YES_NO, "--allow-http", "false", "Allow an address without TLS."),
    CREDENTIALS_OVER_HTTP(
            "server.credentials-over-http",
            SettingKind.YES_NO,
            "--credentials-over-http",
            "false",
            "Send even user and password without TLS."),
    CONNECT_TIMEOUT(
            "server.connect-timeout",
            SettingKind.DURATION,
            "--connect-timeout",
            "10s",
            "Longest wait for a connection."),
    RESPONSE_TIMEOUT(
            "server.response-timeout",
            SettingKind.DURATION,
            "--response-timeout",
            "5m",
            "Longest wait for an answer to begin."),
    STALL_TIMEOUT(
            "server.stall-timeout", SettingKind.DURATION, "--stall-timeout", "60s", "Longest wait for the next byte."),
    SERVER_AWAY(
            "server.away",
            SettingKind.DURATION,
            "--server-away",
            "15m",
            "How long to wait for a server that stopped answering."),

    PROJECTS("select.projects", SettingKind.PATTERNS, "--project", "", "Projects, by id."),
    SUBJECTS("select.subjects.label.include", SettingKind.PATTERNS, "--subject", "", "Subjects, by id or label."),
    SUBJECT_LIST(
            "select.subjects.list",
            SettingKind.LIST_FILE,
            "--subjects",
            "",
            "A list of subjects: CSV, TSV or one per line; - is standard input."),
    SESSIONS(
            "select.sessions.label.include",
            SettingKind.PATTERNS,
            "--session",
            "",
            "Sessions, by id or label; an accession id needs no project."),
    EXCLUDED_SESSIONS(
            "select.sessions.label.exclude",
            SettingKind.PATTERNS,
            "--exclude-session",
            "",
            "Sessions to leave out, by id or label."),
    SESSION_LIST("select.sessions.list", SettingKind.LIST_FILE, "--sessions", "", "A list of sessions, likewise."),
    LIST_COLUMN(
            "select.list-column",
            SettingKind.TEXT,
            "--list-column",
            "",
            "The column of a list that holds the ids, by header or number."),
    SESSION_TYPES(
            "select.sessions.type",
            SettingKind.PATTERNS,
            "--session-type",
            "",
            "Types of session: mr, pet, ct, … or in full, xnat:mrSessionData."),
    SINCE("select.sessions.date.from", SettingKind.DATE, "--since", "", "First day of acquisition."),
    UNTIL_DATE("select.sessions.date.to", SettingKind.DATE, "--until-date", "", "Last day of acquisition."),
    LIMIT("select.sessions.limit", SettingKind.NUMBER, "--limit", "", "Only the first so many sessions."),
    SCANS("select.scans.include", SettingKind.PATTERNS, "--scan", "", "Scans, by id or type."),
    EXCLUDED_SCANS(
            "select.scans.exclude", SettingKind.PATTERNS, "--exclude-scan", "", "Scans to leave out, by id or type."),
    SCAN_TYPES("select.scans.type.include", SettingKind.PATTERNS, "", "", "Scans, by type only."),
    EXCLUDED_SCAN_TYPES("select.scans.type.exclude", SettingKind.PATTERNS, "", "", "Scans to leave out, by type only."),
    SCAN_QUALITIES(
            "select.scans.quality",
            SettingKind.PATTERNS,
            "--scan-quality",
            "",
            "Qualities of scans: usable, questionable, …"),
    RESOURCES(
            "select.resources.include", SettingKind.PATTERNS, "--resource", "", "Resources, by label: DICOM, NIFTI, …"),
    EXCLUDED_RESOURCES(
            "select.resources.exclude",
            SettingKind.PATTERNS,
            "--exclude-resource",
            "",
            "Resources to leave out; never together with include."),
    LEVELS(
            "select.resources.levels",
            SettingKind.WORDS,
            "--levels",
            "scan",
            "Where the resources hang.",
            "scan",
            "session",
            "assessor",
            "reconstruction",
            "subject",
            "project"),
    SESSION_RESOURCES(
            "select.session-resources",
            SettingKind.YES_NO,
            "--session-resources",
            "false",
            "The sessions' own resources too: adds the level session."),
    ASSESSORS(
            "select.assessors.include",
            SettingKind.PATTERNS,
            "--assessor",
            "",
            "Assessors, by id, label or xsi type; adds their level."),
    ASSESSOR_TYPES("select.assessors.type", SettingKind.PATTERNS, "", "", "The same, by xsi type."),
    ASSESSOR_RESOURCES(
            "select.assessors.resources",
            SettingKind.PATTERNS,
            "",
            "",
            "Resources of assessors, where other than those of scans are wanted."),
    FILES(
            "select.files",
            SettingKind.PATTERNS,
            "--file",
            "",
            "Only files whose name matches, or whose path, where the pattern holds a slash."),
    FAIL_IF_EMPTY(
            "select.fail-if-empty", SettingKind.YES_NO, "--fail-if-empty", "false", "Exit 6 when nothing is selected."),
    STRICT_LIST(
            "select.strict-list",
            SettingKind.YES_NO,
            "--strict-list",
            "false",
            "Exit 2 before anything is pulled when a row of a list matches nothing."),

    DESTINATION("destination.root", SettingKind.FILE, "--dest", "", "The directory for data, state and reports."),
    STATE("destination.state", SettingKind.STATE, "--state", "", "Where the state is kept, if not at the destination."),
    LAYOUT(
            "destination.layout",
            SettingKind.LAYOUT,
            "--layout",
            "xnat",
            "xnat, flat, nyuad, bids-source, or a path with placeholders."),
    NAME_BY(
            "destination.name-by",
            SettingKind.WORD,
            "--name-by",
            "label",
            "Name folders by labels or by accession ids.",
            "label",
            "id"),
    ARCHIVES(
            "destination.archives",
            SettingKind.WORD,
            "--archives",
            "unpack",
            "Unpack archives, keep them as zip, or both.",
            "unpack",
            "keep",
            "both"),
    EXISTING(
            "destination.existing",
            SettingKind.WORD,
            "--existing",
            "verify",
            "What is done about files that are here: look at each, hash each, replace what differs, or do not look.",
            "verify",
            "rehash",
            "replace",
            "keep"),
    RECHECK(
            "destination.recheck",
            SettingKind.YES_NO,
            "--recheck",
            "false",
            "Compare every resource file by file with the server, changed or not."),
    REBIND(
            "destination.rebind",
            SettingKind.YES_NO,
            "--rebind",
            "false",
            "Use a destination that belongs to another server, layout or naming."),

    TRANSFERS("transfer.transfers", SettingKind.NUMBER, "--transfers", "4", "Resources at a time, 1 to 64."),
    CHECKERS(
            "transfer.checkers",
            SettingKind.NUMBER,
            "--checkers",
            "8",
            "Sessions looked at at a time while planning, 1 to 64."),
    BANDWIDTH(
            "transfer.bandwidth",
            SettingKind.BANDWIDTH,
            "--bwlimit",
            "off",
            "Most bytes per second over all transfers: 500k, 2M; or a timetable: '08:00,2M 19:00,off'."),
    RETRIES(
            "transfer.retries",
            SettingKind.NUMBER,
            "--retries",
            "4",
            "Retries of a request that may work next time, 0 to 100."),
    RETRY_WAIT(
            "transfer.retry-wait",
            SettingKind.DURATION,
            "--retry-wait",
            "1s",
            "Wait before the first retry; doubles with each."),
    ON_FAILURE(
            "transfer.on-failure",
            SettingKind.WORD,
            "--on-failure",
            "continue",
            "Go on after a failure, or stop at the first.",
            "continue",
            "stop"),
    MAX_FAILURES(
            "transfer.max-failures",
            SettingKind.FAILURES,
            "--max-failures",
            "",
            "Stop after so many failures, or this part of the plan: 20, 5%."),

    FROM("limits.from", SettingKind.TIME, "--from", "", "With --until: the time of day from which runs may go on."),
    OUTSIDE(
            "limits.outside",
            SettingKind.WORD,
            "--outside",
            "exit",
            "A run that begins outside these times: exits 8, or waits.",
            "exit",
            "wait"),
    UNTIL("limits.until", SettingKind.TIME, "--until", "", "Stop at this time of day."),
    MAX_DURATION("limits.max-duration", SettingKind.DURATION, "--max-duration", "", "Stop after this time: 6h, 90m."),
    MAX_BYTES("limits.max-bytes", SettingKind.SIZE, "--max-bytes", "", "Stop after so many bytes: 500G."),
    GRACE("limits.grace", SettingKind.DURATION, "--grace", "20s", "Time for files in hand when asked to stop."),

    REPORT_DIRECTORY(
            "report.directory",
            SettingKind.FILE,
            "--report-dir",
            "",
            "Where reports go; without it the folder 'reports' of the destination."),
    REPORT_FORMATS(
            "report.formats",
            SettingKind.WORDS,
            "",
            "csv html",
            "Forms of the report; csv is always written.",
            "csv",
            "html",
            "prometheus"),
    METRICS_FILE(
            "report.metrics-file",
            SettingKind.FILE,
            "--metrics-file",
            "",
            "Metrics for Prometheus' textfile collector."),
    LOG_FILE("report.log-file", SettingKind.FILE, "--log-file", "", "Write the log there too."),
    LOG_FORMAT(
            "report.log-format", SettingKind.WORD, "--log-format", "text", "Format of the log file.", "text", "json"),
    PROGRESS(
            "report.progress",
            SettingKind.WORD,
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
            SettingKind.DURATION,
            "--progress-interval",
            "60s",
            "Time between two lines of plain progress."),
    PRIVACY(
            "report.privacy",
            SettingKind.WORD,
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
