package io.github.xnatpull.fault;

import static io.github.xnatpull.fault.FaultKind.AUTH;
import static io.github.xnatpull.fault.FaultKind.DATA;
import static io.github.xnatpull.fault.FaultKind.INTERRUPTED;
import static io.github.xnatpull.fault.FaultKind.LOCAL;
import static io.github.xnatpull.fault.FaultKind.SERVER_PERMANENT;
import static io.github.xnatpull.fault.FaultKind.SERVER_TRANSIENT;
import static io.github.xnatpull.fault.FaultKind.USER;

import java.util.Arrays;
import java.util.Optional;

/** Every failure that a user can meet. The {@code XP-…} code of each is stable and documented. */
public enum FaultCode {
    USAGE(USER, ExitCodes.USAGE, "the command line does not say what is needed", "See 'xnatpull help COMMAND'."),
    CONFIG_INVALID(USER, ExitCodes.USAGE, "a setting has a value that cannot be used", "Correct the setting."),
    CONFIG_UNKNOWN_KEY(USER, ExitCodes.USAGE, "the job file has a key that does not exist", "Correct the key."),
    CSV_COLUMN(
            USER,
            ExitCodes.USAGE,
            "a list has no column, or several, that could hold the ids",
            "Name the column with --list-column."),
    CSV_UNREADABLE(USER, ExitCodes.USAGE, "a list cannot be read", "Save it as CSV in UTF-8 and give that."),
    CSV_UNMATCHED(USER, ExitCodes.PARTIAL, "a row of a list matches nothing on the server", "See unmatched.csv."),
    CSV_STRICT(
            USER,
            ExitCodes.USAGE,
            "a row of a list matches nothing, and --strict-list is on",
            "Correct the list, or leave --strict-list out."),
    SELECTION_EMPTY(
            USER,
            ExitCodes.EMPTY,
            "nothing on the server matches the selection",
            "Compare the selection with the values seen."),
    NAME_COLLISION(USER, ExitCodes.USAGE, "two resources would land on the same path", "Choose another layout."),
    BINDING_DIFFERS(
            USER,
            ExitCodes.USAGE,
            "the destination belongs to another server, layout, naming or form of archives",
            "Choose another destination, or say --rebind; another --archives always needs another --dest, into which"
                    + " everything is pulled once more."),
    RUN_CHANGED(
            USER,
            ExitCodes.USAGE,
            "the run cannot go on as it was",
            "Start a new run with pull; what landed is reused."),
    NOT_FOUND(
            USER,
            ExitCodes.USAGE,
            "the server has nothing under this name that this user may see",
            "Compare with what 'xnatpull list' shows; what is not there may need its owner's permission. An accession id is found"
                    + " without a project, and beside the default project of a profile; a label needs its project."),
    AUTH_REJECTED(
            AUTH,
            ExitCodes.AUTH,
            "the server refused the login",
            "Check user and password or token. The server gives the same answer when the account is locked or has too many open sessions."),
    AUTH_MISSING(
            AUTH,
            ExitCodes.AUTH,
            "no credentials were found",
            "Set XNAT_USER and XNAT_PASS, or use --password-file, --password-command or ~/.netrc."),
    AUTH_EXPIRED(
            SERVER_TRANSIENT,
            ExitCodes.AUTH,
            "a request was answered as if not logged in",
            "Run it again; if it persists, check the account's session limit."),
    AUTH_FORBIDDEN(
            AUTH, ExitCodes.AUTH, "the server denies this user the access", "Ask the project's owner for read access."),
    SECRET_FILE_UNSAFE(AUTH, ExitCodes.AUTH, "a secret file cannot be used safely", "Run: chmod 600 FILE"),
    SERVER_UNREACHABLE(
            SERVER_TRANSIENT, ExitCodes.SERVER, "the server cannot be reached", "Check the address and the network."),
    SERVER_AWAY(
            SERVER_TRANSIENT,
            ExitCodes.SERVER,
            "the server stopped answering and did not come back",
            "When the server is back, run it again; a run goes on with 'xnatpull resume'."),
    SERVER_ERROR(
            SERVER_TRANSIENT,
            ExitCodes.SERVER,
            "the server answered with an error of its own",
            "Run it again (a run with 'xnatpull resume'); if it persists, tell the server's administrator."),
    SERVER_BUSY(
            SERVER_TRANSIENT, ExitCodes.SERVER, "the server asked to wait", "Run it later, or with fewer --transfers."),
    CONNECTION_LOST(
            SERVER_TRANSIENT,
            ExitCodes.SERVER,
            "the connection broke",
            "Run it again; a run goes on with 'xnatpull resume'."),
    STALLED(
            SERVER_TRANSIENT,
            ExitCodes.SERVER,
            "no byte arrived for too long",
            "Run it again; a run goes on with 'xnatpull resume'."),
    TLS_UNTRUSTED(
            USER,
            ExitCodes.USAGE,
            "the server's certificate is not trusted",
            "Name your authority's certificate with --ca-file FILE, or caFile under server in the job file or profile."),
    PROXY_REFUSED(
            SERVER_PERMANENT,
            ExitCodes.SERVER,
            "a proxy between here and the server refused the request",
            "Check the proxy settings."),
    REQUEST_REFUSED(
            SERVER_PERMANENT, ExitCodes.PARTIAL, "the server refused the request", "Report this with the URI shown."),
    REDIRECT_OFF_ORIGIN(
            SERVER_PERMANENT,
            ExitCodes.SERVER,
            "the server sends requests to another place",
            "Give the server's final address with --server."),
    REPLY_UNEXPECTED(
            SERVER_TRANSIENT,
            ExitCodes.SERVER,
            "the reply is not what an XNAT server sends",
            "Check that --server is the address of an XNAT server, with its context path."),
    LIST_NOT_JSON(
            SERVER_TRANSIENT,
            ExitCodes.SERVER,
            "a listing is not the JSON it must be",
            "Run it again; if it persists, tell the server's administrator."),
    LIST_INCOMPLETE(
            SERVER_TRANSIENT,
            ExitCodes.SERVER,
            "a listing has fewer rows than the server counts",
            "Run it again; if it persists, tell the server's administrator."),
    EMPTY_UNCONFIRMED(
            SERVER_PERMANENT,
            ExitCodes.PARTIAL,
            "the server lists no file of a resource, counts none, and does not show that there is none",
            "Have its catalogue looked at and refreshed on the server, so that it counts the files; or accept it with --known-gaps."),
    LIST_TOO_LARGE(
            SERVER_PERMANENT,
            ExitCodes.SERVER,
            "a reply exceeds every bound that is sane",
            "Report this with the URI shown."),
    UNADDRESSABLE(
            SERVER_PERMANENT,
            ExitCodes.PARTIAL,
            "a name holds characters that XNAT cannot be asked for",
            "Rename it on the server."),
    NUMBER_REFUSED(
            SERVER_PERMANENT,
            ExitCodes.PARTIAL,
            "the server lists a resource and refuses its number (404), and no label of its own leads to it",
            "Have the administrator set up the data type of the session: below types that are not, numbers do not work."),
    GONE_SINCE_PLAN(
            SERVER_PERMANENT,
            ExitCodes.PARTIAL,
            "it was there when the plan was made, and is not any more",
            "If it was deleted on purpose, the next pull will not ask for it."),
    FILE_MISSING(
            SERVER_PERMANENT,
            ExitCodes.PARTIAL,
            "the server lists a file that it cannot deliver",
            "Tell the server's administrator: the catalogue names a file that is not on its disk."),
    ZIP_TRUNCATED(DATA, ExitCodes.PARTIAL, "an archive ended too early", "Run 'xnatpull resume'."),
    ZIP_BROKEN(DATA, ExitCodes.PARTIAL, "an archive is damaged", "Run 'xnatpull resume'."),
    ZIP_UNEXPECTED_ENTRY(
            DATA,
            ExitCodes.PARTIAL,
            "an archive holds something that was not asked for",
            "Tell the server's administrator."),
    ZIP_MISSING_ENTRY(
            DATA, ExitCodes.PARTIAL, "an archive lacks a file that the server lists", "Run 'xnatpull resume'."),
    NOT_AN_ARCHIVE(
            DATA,
            ExitCodes.PARTIAL,
            "the server sent something else than an archive",
            "Run it again; if it persists, tell the server's administrator."),
    SIZE_MISMATCH(
            DATA,
            ExitCodes.PARTIAL,
            "a file has another size than the server lists",
            "If it persists, the server's catalogue is stale: ask for a catalogue refresh."),
    DIGEST_MISMATCH(
            DATA,
            ExitCodes.PARTIAL,
            "a file has another MD5 than the server lists",
            "If it persists, the server's catalogue is stale: ask for a catalogue refresh."),
    UNPROVEN(
            DATA,
            ExitCodes.PARTIAL,
            "a file came of which the server lists neither size nor digest, and no archive whose checksum would prove it",
            "Run it again when the server makes archives; or ask for a catalogue refresh, which lists sizes and digests."),
    CONFLICT(
            LOCAL,
            ExitCodes.PARTIAL,
            "a file that xnatpull did not write, or that was edited since, is in the way",
            "Move it away, or say --existing replace for files of ours."),
    FOLDER_UNUSABLE(
            LOCAL,
            ExitCodes.PARTIAL,
            "the folder of a resource cannot be read or written",
            "Mend its permissions, or mount it writable, then run 'xnatpull resume'."),
    DISK_FULL(LOCAL, ExitCodes.LOCAL, "the disk is full", "Free space, then run 'xnatpull resume'."),
    LOCAL_IO(
            LOCAL,
            ExitCodes.LOCAL,
            "the destination cannot be read or written",
            "Check the destination and its permissions, then run 'xnatpull resume'."),
    DESTINATION_GONE(
            LOCAL,
            ExitCodes.LOCAL,
            "the destination is not there any more",
            "Mount it again, then run 'xnatpull resume'."),
    REPORT_UNWRITABLE(
            LOCAL,
            ExitCodes.LOCAL,
            "the reports cannot be written",
            "Make the report directory writable, then run 'xnatpull resume'."),
    STATE_UNREADABLE(
            LOCAL,
            ExitCodes.STATE,
            "the state of the destination cannot be read",
            "Run 'xnatpull runs rebuild', or move the state directory away."),
    STATE_NEWER(
            LOCAL,
            ExitCodes.STATE,
            "the state was written by a newer xnatpull",
            "Use that version, or move the state directory away."),
    NO_SUCH_RUN(USER, ExitCodes.STATE, "the destination knows no such run", "See 'xnatpull runs list'."),
    LOCKED(LOCAL, ExitCodes.LOCKED, "another run holds the destination", "Wait for it to end."),
    LIMIT_REACHED(INTERRUPTED, ExitCodes.LIMIT, "a limit of the run was reached", "Run 'xnatpull resume'."),
    STOPPED(INTERRUPTED, ExitCodes.SIGTERM, "the run was asked to stop", "Run 'xnatpull resume'."),
    INTERNAL(FaultKind.INTERNAL, ExitCodes.INTERNAL, "xnatpull made a mistake", "Please report it with the run.log.");

    private final FaultKind kind;
    private final int exitCode;
    private final String summary;
    private final String advice;

    FaultCode(FaultKind kind, int exitCode, String summary, String advice) {
        this.kind = kind;
        this.exitCode = exitCode;
        this.summary = summary;
        this.advice = advice;
    }

    /** Finds the code of an id such as {@code XP-ZIP-TRUNCATED}, in any case and with or without {@code XP-}. */
    public static Optional<FaultCode> of(String id) {
        String wanted = id.trim().toUpperCase(java.util.Locale.ROOT);
        return Arrays.stream(values())
                .filter(code -> code.id().equals(wanted) || code.id().equals("XP-" + wanted))
                .findFirst();
    }

    /** The stable id, for example {@code XP-ZIP-TRUNCATED}. */
    public String id() {
        return "XP-" + name().replace('_', '-');
    }

    public FaultKind kind() {
        return kind;
    }

    /** The exit code of a process that ends because of this fault. */
    public int exitCode() {
        return exitCode;
    }

    /** What happened, as half a sentence. */
    public String summary() {
        return summary;
    }

    /** What the user can do where the fault itself knows nothing better. */
    public String advice() {
        return advice;
    }
}
