package io.github.xnatpull.layout;

import io.github.xnatpull.layout.LayoutTemplate.Segment;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the folder of a resource is. Folders are relative to the destination, {@code /} as separator, every name made
 * portable. Candidates come best first; each later one bears an id more, so that of two that would share a folder the
 * newcomer takes the next (the caller asks who was first).
 */
public final class Layout {
    private static final Set<String> RESERVED = Set.of("reports", "withdrawn");
    private static final Set<String> RESERVED_XNAT = Set.of("subjects", "resources");
    private static final ScanRow NO_SCAN = new ScanRow("", "", "", "", "", "");

    private final Map<Level, LayoutTemplate> templates;
    private final boolean xnat;
    private final boolean byId;
    private final boolean severalProjects;

    private Layout(Map<Level, LayoutTemplate> templates, boolean xnat, boolean byId, boolean severalProjects) {
        this.templates = templates;
        this.xnat = xnat;
        this.byId = byId;
        this.severalProjects = severalProjects;
    }

    /**
     * Facts that name a folder.
     *
     * @param scan all blank where there is none
     * @param partId id of the scan, assessor or reconstruction, else blank
     */
    public record Place(
            SessionRow session,
            Level level,
            String partId,
            InOut inOut,
            ScanRow scan,
            String assessorLabel,
            String resourceId,
            String resourceLabel) {
        String part(Level wanted) {
            return level == wanted ? partId : "";
        }
    }

    /**
     * Reads a layout.
     *
     * @param presetOrTemplate {@code xnat}, {@code flat}, {@code nyuad}, {@code bids-source}, or a path with
     *     placeholders; {@code {file.path}} at its end may be left out
     * @param byId whether accession ids stand where labels would
     * @param severalProjects whether the project's id comes first
     * @throws io.github.xnatpull.fault.Fault {@code CONFIG_INVALID} for a template that cannot be
     */
    public static Layout of(String presetOrTemplate, boolean byId, boolean severalProjects) {
        Optional<LayoutPreset> preset = LayoutPreset.named(presetOrTemplate.strip());
        if (preset.isPresent()) {
            return new Layout(preset.get().templates(), preset.get() == LayoutPreset.XNAT, byId, severalProjects);
        }
        LayoutTemplate template = LayoutTemplate.parse(presetOrTemplate);
        Map<Level, LayoutTemplate> templates = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            templates.put(level, template);
        }
        return new Layout(templates, false, byId, severalProjects);
    }

    /** The words that are presets. */
    public static List<String> presets() {
        return Arrays.stream(LayoutPreset.values()).map(LayoutPreset::word).toList();
    }

    /**
     * Whether a resource has a folder to itself. Where not, resources share their parent's, files of two may want the
     * same path, and {@link SharedFolders} tells so before anything is fetched.
     */
    public boolean ownsFolder() {
        return templates.values().stream()
                .allMatch(template -> template.segments().stream().anyMatch(Layout::namesResource));
    }

    /**
     * Folders a session may claim, best first; empty where the layout has no folder that is one session's alone, or for
     * the rows that stand for a subject or project.
     */
    public List<String> sessionFolders(SessionRow session) {
        Place place = new Place(session, Level.SCAN, "", InOut.NONE, NO_SCAN, "", "", "");
        LayoutTemplate template = template(Level.SCAN);
        int depth = sessionDepth(template);
        if (depth == 0 || session.accessionId().isEmpty()) {
            return List.of();
        }
        List<String> parents = names(template.segments().subList(0, depth - 1), place, true);
        String name = template.segments().get(depth - 1).filled(place, byId);
        return candidates(name, session.accessionId(), !isReserved(name, parents.isEmpty())).stream()
                .map(candidate -> joined(parents, List.of(candidate)))
                .toList();
    }

    /**
     * The session's own folder, told from that of a resource.
     *
     * @return empty where there is none, or where it cannot be told
     */
    public Optional<String> sessionFolderOf(Level level, String resourceFolder) {
        int depth = sessionDepth(template(Level.SCAN));
        List<String> names = List.of(resourceFolder.split("/"));
        boolean below = level != Level.PROJECT && level != Level.SUBJECT && sessionDepth(template(level)) == depth;
        return below && depth > 0 && names.size() > depth
                ? Optional.of(String.join("/", names.subList(0, depth)))
                : Optional.empty();
    }

    /**
     * Folders a resource may claim, best first. Where {@link #ownsFolder} is false there is one, which it shares.
     *
     * @param sessionFolder the one of {@link #sessionFolders} that the session got; empty where there were none
     */
    public List<String> resourceFolders(String sessionFolder, Place place) {
        LayoutTemplate template = template(place.level());
        int claimed = sessionFolder.isEmpty() ? 0 : sessionDepth(template);
        List<String> parents = claimed == 0 ? List.of() : List.of(sessionFolder);
        List<Segment> own =
                template.segments().subList(claimed, template.segments().size());
        int naming = lastNaming(own);
        if (naming < 0) {
            String shared = joined(parents, names(own, place, parents.isEmpty()));
            return List.of(shared.isEmpty() ? PortableNames.of(owner(place.session())) : shared);
        }
        List<String> before = names(own.subList(0, naming), place, parents.isEmpty());
        List<String> after = names(own.subList(naming + 1, own.size()), place, false);
        String name = own.get(naming).filled(place, byId);
        boolean first = parents.isEmpty() && before.isEmpty();
        return candidates(name, place.resourceId(), !first || !RESERVED.contains(folded(name))).stream()
                .map(candidate -> joined(parents, before, List.of(candidate), after))
                .toList();
    }

    /**
     * Folders for a resource that cannot lie in the folder it would share, best first: with its id at the end.
     *
     * @param sessionFolder the one of {@link #sessionFolders} that the session got; empty where there were none
     */
    public List<String> foldersApart(String sessionFolder, Place place) {
        String shared = resourceFolders(sessionFolder, place).get(0);
        boolean inside = shared.equals(sessionFolder);
        int slash = shared.lastIndexOf('/');
        String parent = inside ? shared : shared.substring(0, Math.max(0, slash));
        String name = inside ? place.resourceLabel() : shared.substring(slash + 1);
        return candidates(name.isBlank() ? "resource" : name, place.resourceId(), false).stream()
                .map(candidate -> parent.isEmpty() ? candidate : parent + "/" + candidate)
                .toList();
    }

    /** The session's own folder in the path of what landed of it; empty where the layout gives it none. */
    public Optional<String> sessionFolderAt(String folder) {
        int depth = sessionDepth(template(Level.SCAN));
        List<String> names = List.of(folder.split("/"));
        return depth == 0 || names.size() < depth
                ? Optional.empty()
                : Optional.of(String.join("/", names.subList(0, depth)));
    }

    /** Whether two scans of one session never share a folder's name, whatever they are called. */
    public boolean tellsScansApart() {
        return template(Level.SCAN).segments().stream()
                .flatMap(segment -> segment.placeholders().stream())
                .anyMatch(one -> one == Placeholder.SCAN_ID || one == Placeholder.RESOURCE_ID);
    }

    /**
     * Where the kept archive of a resource lies.
     *
     * @param folder the one of {@link #resourceFolders} that the resource got
     */
    public String archive(String folder) {
        String stem =
                xnat && folder.endsWith("/files") ? folder.substring(0, folder.length() - "/files".length()) : folder;
        return stem + ".zip";
    }

    /** Where the archive lies that is kept beside unpacked files, in a folder that resources share: its id tells it apart. */
    public String archiveIn(String folder, String label, String resourceId) {
        String name = label.isBlank() ? resourceId : label + "_" + resourceId;
        return folder + "/" + PortableNames.of(name) + ".zip";
    }

    private LayoutTemplate template(Level level) {
        LayoutTemplate template = Objects.requireNonNull(templates.get(level));
        if (!severalProjects || usesProject(template)) {
            return template;
        }
        List<Segment> segments = new ArrayList<>();
        segments.add(new Segment(List.of(new LayoutTemplate.Piece.Value(Placeholder.PROJECT))));
        segments.addAll(template.segments());
        return new LayoutTemplate(segments);
    }

    private static boolean usesProject(LayoutTemplate template) {
        return template.segments().stream().anyMatch(one -> one.placeholders().contains(Placeholder.PROJECT));
    }

    /** How many names lead to the session's own folder: 0 where other things than sessions are told apart before. */
    private static int sessionDepth(LayoutTemplate template) {
        int depth = 0;
        for (int i = 0; i < template.segments().size(); i++) {
            List<Placeholder> placeholders = template.segments().get(i).placeholders();
            if (!placeholders.stream().allMatch(Placeholder::belongsToSession)) {
                break;
            }
            if (placeholders.stream().anyMatch(Placeholder::namesSession)) {
                depth = i + 1;
            }
        }
        return depth;
    }

    private static int lastNaming(List<Segment> segments) {
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (namesResource(segments.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean namesResource(Segment segment) {
        return segment.placeholders().stream().anyMatch(Placeholder::namesResource);
    }

    /** @param top whether the first of them lies directly in the destination */
    private List<String> names(List<Segment> segments, Place place, boolean top) {
        List<String> names = new ArrayList<>();
        for (Segment segment : segments) {
            String name = segment.filled(place, byId);
            if (!name.isBlank()) {
                boolean reserved = top && names.isEmpty() && RESERVED.contains(folded(name));
                names.add(PortableNames.of(reserved ? name + "_" : name));
            }
        }
        return names;
    }

    /** The plain name, the name with the id, and two more should somebody bear that very name. */
    private static List<String> candidates(String name, String id, boolean plain) {
        Stream<String> withId = Stream.of("", "_2", "_3").map(more -> name + "_" + id + more);
        return Stream.concat(plain ? Stream.of(name) : Stream.empty(), withId)
                .map(PortableNames::of)
                .toList();
    }

    @SafeVarargs
    private static String joined(List<String>... parts) {
        return Arrays.stream(parts).flatMap(List::stream).collect(Collectors.joining("/"));
    }

    /** Names that a session must not take from our reports, or from the layout's other levels. */
    private boolean isReserved(String name, boolean first) {
        String folded = folded(name);
        return (first && RESERVED.contains(folded)) || (xnat && RESERVED_XNAT.contains(folded));
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String owner(SessionRow row) {
        return Stream.of(row.accessionId(), row.subjectId(), row.project())
                .filter(id -> !id.isBlank())
                .findFirst()
                .orElse("_");
    }
}
