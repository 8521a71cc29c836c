package io.github.xnatpull.acceptance;

import io.github.xnatpull.miniature.http.RequestLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What bytes a server was asked for; listings do not count.
 *
 * @param archives numbers of the resources asked for as archives, as often as they were
 * @param files numbers of the resources, and paths, of single files asked for
 */
record Fetches(List<String> archives, List<String> files) {
    private static final Pattern ARCHIVE = Pattern.compile("/resources/([^/]+)/files/?\\?(?:.*&)?format=zip");
    private static final Pattern FILE = Pattern.compile("/resources/([^/]+)/files/([^?]+)");

    static Fetches in(RequestLog log) {
        Fetches fetches = new Fetches(new ArrayList<>(), new ArrayList<>());
        for (RequestLog.Line line : log.lines()) {
            Matcher archive = ARCHIVE.matcher(line.target());
            Matcher file = FILE.matcher(line.target());
            if (archive.find()) {
                fetches.archives.add(archive.group(1));
            } else if (file.find()) {
                fetches.files.add(file.group(1) + "/" + file.group(2));
            }
        }
        return fetches;
    }

    int count() {
        return archives.size() + files.size();
    }

    /** The resources that any byte was asked of. */
    Set<String> resources() {
        Set<String> resources = new TreeSet<>(archives);
        files.forEach(file -> resources.add(file.substring(0, file.indexOf('/'))));
        return resources;
    }
}
