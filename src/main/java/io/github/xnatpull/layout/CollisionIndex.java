package io.github.xnatpull.layout;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives each file of one folder a path of its own, also on file systems that fold case or compose accents. Whoever comes
 * first keeps the plain name; a later one gets a hash of its own name, so that it is found again in the next run.
 */
public final class CollisionIndex {

    private static final int FREE = -1;

    private final Map<String, Kind> taken = new HashMap<>();

    private enum Kind {
        FILE,
        FOLDER
    }

    /** Takes a place that a file has from an earlier run. */
    public void reserve(String place) {
        take(PortableNames.folded(place));
    }

    /** The place of a file, and from now on nobody else's. */
    public String place(String file) {
        String place = PortableNames.path(file);
        String folded = PortableNames.folded(place);
        int clash = clash(folded);
        for (int round = 0; clash != FREE; round++) {
            place = aside(place, clash, file, round);
            folded = PortableNames.folded(place);
            clash = clash(folded);
        }
        take(folded);
        return place;
    }

    private void take(String folded) {
        taken.put(folded, Kind.FILE);
        for (int slash = folded.lastIndexOf('/'); slash > 0; slash = folded.lastIndexOf('/', slash - 1)) {
            if (taken.putIfAbsent(folded.substring(0, slash), Kind.FOLDER) != null) {
                return;
            }
        }
    }

    /** The segment that must change: the last where the path is taken, the one whose name a file has already. */
    private int clash(String folded) {
        if (taken.containsKey(folded)) {
            return depth(folded);
        }
        for (int slash = folded.lastIndexOf('/'); slash > 0; slash = folded.lastIndexOf('/', slash - 1)) {
            Kind above = taken.get(folded.substring(0, slash));
            if (above != null) {
                // Whatever is above a folder is a folder.
                return above == Kind.FILE ? depth(folded.substring(0, slash)) : FREE;
            }
        }
        return FREE;
    }

    private static int depth(String path) {
        return (int) path.chars().filter(c -> c == '/').count();
    }

    private static String aside(String place, int depth, String file, int round) {
        String[] segments = place.split("/", -1);
        String[] originals = file.split("/", -1);
        boolean last = depth == segments.length - 1;
        // All files below one folder hash that folder's name, so that they stay together.
        String original = last || depth >= originals.length ? file : originals[depth] + "/";
        segments[depth] = PortableNames.marked(segments[depth], round == 0 ? original : original + "/" + round);
        return String.join("/", segments);
    }
}
