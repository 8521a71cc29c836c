package io.github.xnatpull.selection;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.selection.ListFile.Kind;
import io.github.xnatpull.selection.ListFile.ListRow;
import io.github.xnatpull.support.CsvDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which column of a list holds what. Headers are compared without case, blanks and {@code _}.
 *
 * @param header as written; empty where there is none
 * @param id index of the column with the ids
 * @param form whose list it is
 * @param assessor index of the column with assessors; -1 where none is used
 */
record ListColumns(List<String> header, int id, Form form, int assessor) {
    /** Whose list it is. */
    enum Form {
        /** The user's own. */
        PLAIN,
        /** A report of ours whose rows name single resources. */
        RESOURCES,
        /** A report of ours whose rows name sessions. */
        REPORT,
        /** The user's, and its rows name assessors, no sessions. */
        ASSESSORS
    }

    private static final Set<String> SESSIONS =
            Set.of("sessionid", "experimentid", "id", "session", "sessionlabel", "label", "experiment");
    /** XNAT's own exports: {@code MR ID}, {@code PET ID}; any modality may have one (contract §15.6). */
    private static final Pattern MODALITY_ID =
            Pattern.compile("(mr|pet|ct|us|eeg|meg|opt|petmr|xa|nm|mg|cr|dx)(session)?id");

    private static final Set<String> SUBJECTS = Set.of("subjectid", "subject", "subjectlabel", "participantid");
    private static final Set<String> ASSESSORS =
            Set.of("assessorid", "assessorlabel", "assessor", "freesurferid", "fsid");
    private static final Set<String> SUBJECTS_ELSE = Set.of("id", "label");
    private static final Set<String> KNOWN =
            Set.of("project", "projectid", "scan", "scanid", "scantype", "resource", "resourcelabel");
    private static final String CARRIED = "list.";
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0\\u200b\\ufeff_]+");

    /** The header without what makes no difference. */
    static String folded(String header) {
        return BLANKS.matcher(CsvDialect.plain(clean(header)).toLowerCase(Locale.ROOT))
                .replaceAll("");
    }

    /** A cell without blanks around it, also those that no eye sees; {@code n/a} is blank. */
    static String clean(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && isBlank(cell.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(cell.charAt(to - 1))) {
            to--;
        }
        return cell.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u200b' || c == '\ufeff' || Character.isWhitespace(c);
    }

    /** How many columns of a first row could hold the ids. */
    static int candidates(List<String> first, Kind kind) {
        int found = candidateIndexes(first, kind).size();
        return found == 0 && kind == Kind.SESSIONS
                ? indexes(first, ASSESSORS::contains).size()
                : found;
    }

    private static List<Integer> candidateIndexes(List<String> first, Kind kind) {
        List<Integer> found =
                indexes(first, header -> kind == Kind.SESSIONS ? isSession(header) : SUBJECTS.contains(header));
        return found.isEmpty() && kind == Kind.SUBJECTS ? indexes(first, SUBJECTS_ELSE::contains) : found;
    }

    private static List<Integer> indexes(List<String> first, Predicate<String> wanted) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            if (wanted.test(folded(first.get(i)))) {
                found.add(i);
            }
        }
        return found;
    }

    private static boolean isSession(String header) {
        return SESSIONS.contains(header) || MODALITY_ID.matcher(header).matches();
    }

    /**
     * Understands the first row.
     *
     * @param first without blank cells at its end
     * @param chosen the column the user named, by header or by number from 1
     * @param withAssessors whether assessors are wanted, so that a column that names them is used
     */
    static ListColumns of(String list, List<String> first, Kind kind, Optional<String> chosen, boolean withAssessors) {
        int assessor = kind == Kind.SESSIONS
                ? indexes(first, ASSESSORS::contains).stream().findFirst().orElse(-1)
                : -1;
        if (chosen.isPresent()) {
            ListColumns columns = chosen(list, first, chosen.get());
            return !columns.header().isEmpty() && columns.id() == assessor
                    ? new ListColumns(first, assessor, Form.ASSESSORS, -1)
                    : columns.with(withAssessors ? assessor : -1);
        }
        List<String> folded = first.stream().map(ListColumns::folded).toList();
        String ownId = kind == Kind.SESSIONS ? "sessionid" : "subjectid";
        if (folded.containsAll(List.of("status", ownId, "level", "resourceid"))) {
            return new ListColumns(first, folded.indexOf(ownId), Form.RESOURCES, -1);
        }
        if (folded.containsAll(List.of("planned", "landed", "failed", "sessionid"))) {
            return new ListColumns(first, folded.indexOf(ownId), Form.REPORT, -1);
        }
        List<Integer> candidates = candidateIndexes(first, kind);
        if (candidates.size() == 1) {
            return new ListColumns(first, candidates.get(0), Form.PLAIN, withAssessors ? assessor : -1);
        }
        if (candidates.isEmpty() && assessor >= 0) {
            return new ListColumns(first, assessor, Form.ASSESSORS, -1);
        }
        if (candidates.isEmpty() && first.size() == 1) {
            return new ListColumns(List.of(), 0, Form.PLAIN, -1);
        }
        List<String> names = candidates.stream().map(first::get).toList();
        throw ambiguous(
                list,
                first,
                names.isEmpty()
                        ? "none of its columns is known to hold " + kind.name().toLowerCase(Locale.ROOT)
                                + otherKind(first, kind)
                        : "columns " + quoted(names) + " could both hold them");
    }

    private ListColumns with(int assessors) {
        return new ListColumns(header, id, form, assessors);
    }

    /** Whether its rows name single resources. */
    boolean own() {
        return form == Form.RESOURCES;
    }

    /** The header of a column of assessors that is not used beside that of the sessions; empty where there is none. */
    Optional<String> idleAssessors() {
        return form == Form.PLAIN && assessor < 0
                ? indexes(header, ASSESSORS::contains).stream()
                        .filter(i -> i != id)
                        .findFirst()
                        .map(i -> clean(header.get(i)))
                : Optional.empty();
    }

    private static String otherKind(List<String> first, Kind kind) {
        Kind other = kind == Kind.SESSIONS ? Kind.SUBJECTS : Kind.SESSIONS;
        return candidates(first, other) == 0
                ? ""
                : " (for what it holds, say --" + other.name().toLowerCase(Locale.ROOT) + ")";
    }

    private static ListColumns chosen(String list, List<String> first, String column) {
        List<Integer> named = indexes(first, folded(column)::equals);
        if (named.size() == 1) {
            return new ListColumns(first, named.get(0), Form.PLAIN, -1);
        }
        if (named.isEmpty()
                && column.strip().matches("[1-9][0-9]{0,4}")
                && Integer.parseInt(column.strip()) <= first.size()) {
            int index = Integer.parseInt(column.strip()) - 1;
            return new ListColumns(isHeader(first, index) ? first : List.of(), index, Form.PLAIN, -1);
        }
        throw ambiguous(
                list, first, (named.isEmpty() ? "it has no column '" : "it has several columns '") + column + "'");
    }

    /** Whether a first row names columns: a single word in another column than that of the ids could be somebody's data. */
    private static boolean isHeader(List<String> first, int id) {
        List<Integer> known = indexes(
                first,
                name -> isSession(name) || SUBJECTS.contains(name) || ASSESSORS.contains(name) || KNOWN.contains(name));
        return known.contains(id) || known.size() > (clean(first.get(id)).isEmpty() ? 0 : 1);
    }

    private static Fault ambiguous(String list, List<String> first, String why) {
        return fault(FaultCode.CSV_COLUMN)
                .trying("find the ids in the list " + list)
                .meaning("Nothing was started")
                .advice(
                        "Name the column with --list-column, by its header or, without header, by its number. Columns seen: "
                                + quoted(first) + ".")
                .because(why);
    }

    private static String quoted(List<String> names) {
        List<String> some = names.subList(0, Math.min(20, names.size()));
        String text =
                "'" + String.join("', '", some.stream().map(ListColumns::clean).toList()) + "'";
        return some.size() < names.size() ? text + " and " + (names.size() - some.size()) + " more" : text;
    }

    String idHeader() {
        return header.isEmpty() ? "" : clean(header.get(id));
    }

    List<String> extraHeaders() {
        return extraIndexes().stream().map(i -> extraName(clean(header.get(i)))).toList();
    }

    private String extraName(String name) {
        return own() ? name.substring(CARRIED.length()) : name;
    }

    private List<Integer> extraIndexes() {
        List<Integer> extras = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String name = clean(header.get(i));
            boolean extra = own()
                    ? name.startsWith(CARRIED)
                    : i != id && i != assessor && !name.isEmpty() && !KNOWN.contains(folded(name));
            if (extra) {
                extras.add(i);
            }
        }
        return extras;
    }

    /** The row of these cells; empty where it has no id. */
    Optional<ListRow> row(long line, List<String> cells) {
        String rowId = own() ? ownId(cells) : value(cells, id);
        if (rowId.isEmpty()) {
            return Optional.empty();
        }
        List<String> extras = extraIndexes().stream().map(i -> cell(cells, i)).toList();
        return Optional.of(new ListRow(
                line,
                rowId,
                first(cells, "project", "projectid"),
                own() ? resource(cells) : narrowed(cells),
                extras,
                form == Form.PLAIN ? subjects(cells) : List.of()));
    }

    /** The subjects that a row names beside its id: it then means nothing but what belongs to them. */
    private List<String> subjects(List<String> cells) {
        return header.isEmpty()
                ? List.of()
                : indexes(header, SUBJECTS::contains).stream()
                        .filter(i -> i != id)
                        .map(i -> value(cells, i))
                        .filter(text -> !text.isEmpty())
                        .toList();
    }

    /** Resources of subjects and projects stand in our own reports without a session. */
    private String ownId(List<String> cells) {
        String rowId = value(cells, id);
        if (!rowId.isEmpty()) {
            return rowId;
        }
        return switch (first(cells, "level")) {
            case "subject" -> first(cells, "subjectid");
            case "project" -> first(cells, "project");
            default -> "";
        };
    }

    private RowFilter narrowed(List<String> cells) {
        return new RowFilter(
                        false,
                        "",
                        first(cells, "scan", "scanid"),
                        first(cells, "scantype"),
                        assessor < 0 ? "" : value(cells, assessor),
                        "",
                        "",
                        first(cells, "resource", "resourcelabel"))
                .checked();
    }

    /** A row of our own reports names one resource. */
    private RowFilter resource(List<String> cells) {
        String label = first(cells, "resourcelabel");
        String number = first(cells, "resourceid");
        if (label.isEmpty() && number.isEmpty() && first(cells, "level").equals("session")) {
            // A session that could not be listed: nobody knows yet what it has.
            return RowFilter.NONE;
        }
        return new RowFilter(
                true,
                first(cells, "level"),
                first(cells, "scanid"),
                "",
                first(cells, "assessorid"),
                first(cells, "reconstructionid"),
                first(cells, "inout"),
                label.isEmpty() ? number : label);
    }

    private String first(List<String> cells, String... names) {
        for (String name : names) {
            for (int i = 0; i < header.size(); i++) {
                if (i != id && folded(header.get(i)).equals(name)) {
                    return value(cells, i);
                }
            }
        }
        return "";
    }

    private static String value(List<String> cells, int index) {
        String cell = clean(CsvDialect.plain(index < cells.size() ? clean(cells.get(index)) : ""));
        return cell.equalsIgnoreCase("n/a") ? "" : cell.replaceAll("\\p{Cntrl}", " ");
    }

    private String cell(List<String> cells, int index) {
        String cell = index < cells.size() ? clean(cells.get(index)) : "";
        return own() ? CsvDialect.plain(cell) : cell;
    }
}
