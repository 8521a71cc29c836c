package io.github.xnatpull.transfer;

import io.github.xnatpull.plan.PlanItem;
import io.github.xnatpull.support.NormalPath;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the listed file that an archive entry is. XNAT makes entry names from URIs by replacing text wherever it stands, also
 * inside the files' own paths (contract §3.3), so the way back is to do the same to the listed paths and to look there. An
 * entry's name is looked up, and never used as a path.
 */
final class EntryNames {

    private static final Pattern ANY_RESOURCE = Pattern.compile("/resources/[^/]*/files/");
    private static final List<String> MARKS = List.of("/scans/", "/reconstructions/", "/assessors/");

    private final PlanItem item;
    private final boolean hasLanded;
    /** The listed paths by their shortest form. */
    private final Map<String, String> files;

    private final List<String> heads;
    private final Predicate<String> elsewhere;
    private Map<String, String> byName = Map.of();
    private String knownPrefix = "";

    /** @param rows all listed files of the resource by their paths, wanted or not */
    EntryNames(PlanItem item, Map<String, FileRow> rows) {
        this(item, rows, false, EntryOrigin.of(item, rows.values())::isElsewhere);
    }

    private EntryNames(PlanItem item, Map<String, FileRow> rows, boolean hasLanded, Predicate<String> elsewhere) {
        this.item = item;
        this.hasLanded = hasLanded;
        this.elsewhere = elsewhere;
        this.files = new HashMap<>();
        rows.keySet().forEach(file -> files.put(NormalPath.of(file), file));
        this.heads = List.of(
                "/resources/" + item.label() + "/files/",
                "/resources/" + item.address().resourceId() + "/files/");
    }

    /** The same for an archive that landed: its labels and types may be older than the plan's. */
    static EntryNames ofLanded(PlanItem item, Map<String, FileRow> rows) {
        return new EntryNames(item, rows, true, entry -> false);
    }

    /** The same for a newer listing of the resource. */
    EntryNames following(Map<String, FileRow> rows) {
        EntryNames newer = hasLanded ? ofLanded(item, rows) : new EntryNames(item, rows);
        if (!knownPrefix.isEmpty()) {
            newer.byName = newer.names(knownPrefix);
            newer.knownPrefix = knownPrefix;
        }
        return newer;
    }

    /** The entry name that XNAT would give a file: as seen in its archives of this resource, else by the same rules. */
    String nameOf(String file) {
        String prefix = knownPrefix.isEmpty() ? prefix() : knownPrefix;
        return prefix + heads.get(item.label().isEmpty() ? 1 : 0) + entryPath(NormalPath.of(file), prefix);
    }

    private String prefix() {
        String session = item.session().label();
        String inOut = item.address().inOut() == InOut.NONE
                ? ""
                : "/" + item.address().inOut().word();
        String type =
                item.scan().type().isEmpty() ? "" : "-" + item.scan().type().replaceAll("[^A-Za-z0-9_]", "_");
        return switch (item.address().level()) {
            case PROJECT -> item.address().project();
            case SUBJECT -> item.session().subjectLabel();
            case SESSION -> session;
            case SCAN -> session + "/scans/" + item.address().partId() + type;
            case RECONSTRUCTION ->
                session + "/reconstructions/" + item.address().partId() + inOut;
            case ASSESSOR -> item.assessorLabel() + inOut;
        };
    }

    /** The listed path of an entry, or empty where it is none, or could be several, or is of another resource. */
    Optional<String> fileOf(String entry) {
        if (elsewhere.test(entry)) {
            return Optional.empty();
        }
        int[] head = head(entry);
        if (head.length == 0) {
            return bySuffix(entry);
        }
        String prefix = entry.substring(0, head[0]);
        if (!prefix.equals(knownPrefix)) {
            byName = names(prefix);
            knownPrefix = prefix;
        }
        String rest = NormalPath.of(entry.substring(head[1]));
        String file = byName.get(rest);
        if (file != null) {
            return file.isEmpty() ? Optional.empty() : Optional.of(file);
        }
        return Optional.ofNullable(files.get(rest)).or(() -> bySuffix(entry));
    }

    /** Where the text between the session's folder and the file's path begins and ends. */
    private int[] head(String entry) {
        for (String head : heads) {
            int at = entry.indexOf(head);
            if (at > 0) {
                return new int[] {at, at + head.length()};
            }
        }
        Matcher matcher = ANY_RESOURCE.matcher(entry);
        return matcher.find() ? new int[] {matcher.start(), matcher.end()} : new int[0];
    }

    /** The names that XNAT gives in an archive whose entries begin like this; doubtful ones map to nothing. */
    private Map<String, String> names(String prefix) {
        Map<String, String> names = new HashMap<>();
        files.forEach((path, file) -> {
            String name = entryPath(path, prefix);
            if (!name.equals(path)) {
                names.merge(name, file, (one, other) -> "");
            }
        });
        // A file whose name stays and another that is renamed to the same: XNAT cannot have packed both.
        names.replaceAll((name, file) ->
                files.containsKey(name) && entryPath(name, prefix).equals(name) ? "" : file);
        return names;
    }

    private String entryPath(String file, String prefix) {
        String path = "/" + file;
        String id = cutId(prefix);
        if (!id.isEmpty()) {
            path = path.replace(id, ownerLabel(prefix));
        }
        if (!item.label().isEmpty()) {
            path = path.replace("/" + item.address().resourceId() + "/files/", "/" + item.label() + "/files/");
        }
        String part = item.address().partId();
        String folder = partFolder(prefix);
        if (!folder.isEmpty()) {
            path = path.replace("/" + part + "/", "/" + folder + "/");
        }
        return path.substring(1);
    }

    /** The id at which XNAT cuts the URI, and which it replaces by a label. */
    private String cutId(String prefix) {
        return switch (item.address().level()) {
            case PROJECT -> item.address().project();
            case SUBJECT -> item.address().subjectId();
            case SESSION, SCAN, RECONSTRUCTION -> item.address().sessionId();
            case ASSESSOR ->
                prefix.contains("/assessors/")
                        ? item.address().sessionId()
                        : item.address().partId();
        };
    }

    /** The label is the owner's, which we need not know: for a shared session it is not the one in the plan. */
    private static String ownerLabel(String prefix) {
        int end = prefix.length();
        for (String mark : MARKS) {
            int at = prefix.indexOf(mark);
            end = at > 0 ? Math.min(end, at) : end;
        }
        String label = prefix.substring(0, end);
        return label.endsWith("/out") || label.endsWith("/in") ? label.substring(0, label.lastIndexOf('/')) : label;
    }

    /** The folder {@code id-type} of a scan or reconstruction, where it is not just its id. */
    private String partFolder(String prefix) {
        Level level = item.address().level();
        if (level != Level.SCAN && level != Level.RECONSTRUCTION) {
            return "";
        }
        String mark = level == Level.SCAN ? "/scans/" : "/reconstructions/";
        int at = prefix.indexOf(mark);
        if (at < 0) {
            return "";
        }
        String folder = prefix.substring(at + mark.length());
        folder = folder.endsWith("/out") || folder.endsWith("/in")
                ? folder.substring(0, folder.lastIndexOf('/'))
                : folder;
        return folder.startsWith(item.address().partId() + "-") ? folder : "";
    }

    /** The one file at whose path the entry ends; never for a name that tries to lead elsewhere. */
    private Optional<String> bySuffix(String entry) {
        if (entry.startsWith("/") || entry.contains("..") || entry.contains("\\") || entry.contains(":")) {
            return Optional.empty();
        }
        String found = "";
        for (int slash = entry.indexOf('/'); slash >= 0; slash = entry.indexOf('/', slash + 1)) {
            String file = files.getOrDefault(NormalPath.of(entry.substring(slash + 1)), "");
            if (!file.isEmpty()) {
                if (!found.isEmpty() && !found.equals(file)) {
                    return Optional.empty();
                }
                found = file;
            }
        }
        if (found.isEmpty()) {
            found = files.getOrDefault(NormalPath.of(entry), "");
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }
}
