package io.github.xnatpull.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Paths below a root that cannot leave it: neither by their text nor through a link that somebody put there. */
public final class SafePath {

    private SafePath() {}

    /**
     * The path below the root.
     *
     * @param relative {@code /} as separator; made of portable names
     * @throws IllegalArgumentException where it is none of ours: absolute, upwards, or with a segment that is no name
     */
    public static Path below(Path root, String relative) {
        if (!isClean(relative)) {
            throw new IllegalArgumentException("'" + relative + "' is no path below a folder");
        }
        Path path = root.resolve(relative);
        if (!path.normalize().startsWith(root.normalize())) {
            throw new IllegalArgumentException("'" + relative + "' leaves its folder");
        }
        return path;
    }

    private static boolean isClean(String relative) {
        if (relative.isEmpty() || relative.indexOf('\\') >= 0 || relative.indexOf('\0') >= 0) {
            return false;
        }
        int start = 0;
        while (start <= relative.length()) {
            int slash = relative.indexOf('/', start);
            int end = slash < 0 ? relative.length() : slash;
            boolean dots =
                    end - start <= 2 && relative.substring(start, end).chars().allMatch(c -> c == '.');
            if (dots) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    /**
     * The first thing between root and path, itself included, that exists and is no real directory: a link or a file
     * through which nothing may be written. The root itself may be a link: the user named it.
     *
     * @return the root's own path where all is well
     */
    public static Path firstObstacle(Path root, Path path) throws IOException {
        Path current = root;
        for (Path segment : root.relativize(path)) {
            current = current.resolve(segment);
            if (!Files.exists(current, LinkOption.NOFOLLOW_LINKS)) {
                return root;
            }
            BasicFileAttributes attributes =
                    Files.readAttributes(current, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isDirectory()) {
                return current;
            }
        }
        return root;
    }
}
