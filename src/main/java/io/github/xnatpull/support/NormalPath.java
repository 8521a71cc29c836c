package io.github.xnatpull.support;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Paths inside a resource in their shortest form: catalogues have {@code ./t.txt} and {@code a//b} beside it. */
public final class NormalPath {

    private NormalPath() {}

    /** The same path without segments that lead nowhere; that of a folder, and one of nothing else, stays as it is. */
    public static String of(String path) {
        if (isNormal(path) || path.endsWith("/")) {
            return path;
        }
        String shorter = Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .collect(Collectors.joining("/"));
        return shorter.isEmpty() ? path : shorter;
    }

    /** Whether no segment of the path is empty or a single dot. */
    public static boolean isNormal(String path) {
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (end == start || end == start + 1 && path.charAt(start) == '.') {
                return false;
            }
            start = end + 1;
        }
        return true;
    }
}
