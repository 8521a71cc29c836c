package io.github.xnatpull.miniature.rest;

import java.util.Map;

/**
 * Takes a path apart the way XNAT's router does: best match from the start, whatever follows is left over (contract
 * §1.2, §1.3).
 */
final class RouteParser {
    private static final Map<String, RouteKind> PART_LISTS = Map.of(
            "scans", RouteKind.SCANS,
            "reconstructions", RouteKind.RECONSTRUCTIONS,
            "assessors", RouteKind.ASSESSORS);
    private static final Map<String, RouteKind> PART_ITEMS = Map.of(
            "scans", RouteKind.SCAN,
            "reconstructions", RouteKind.RECONSTRUCTION,
            "assessors", RouteKind.ASSESSOR);

    private String rest;
    private String project = "";
    private String subject = "";
    private String experiment = "";
    private String part = "";
    private String partId = "";
    private String inOut = "";
    private String resource = "";
    private String file = "";

    private RouteParser(String path) {
        this.rest = path;
    }

    /** Parses what follows {@code /data} or {@code /REST}, and {@code /archive} if that is there. */
    static Route parse(String path) {
        RouteParser parser = new RouteParser(path.startsWith("/") ? path.substring(1) : path);
        RouteKind kind = parser.root();
        return new Route(
                kind,
                parser.project,
                parser.subject,
                parser.experiment,
                parser.part,
                parser.partId,
                parser.inOut,
                parser.resource,
                parser.file);
    }

    private RouteKind root() {
        return switch (next()) {
            case "projects" -> rest.isEmpty() ? RouteKind.PROJECTS : project();
            case "subjects" -> rest.isEmpty() ? RouteKind.SUBJECTS : subject();
            case "experiments" -> rest.isEmpty() ? RouteKind.EXPERIMENTS : experiment();
            default -> RouteKind.UNKNOWN;
        };
    }

    private RouteKind project() {
        project = next();
        if (rest.isEmpty()) {
            return RouteKind.PROJECT;
        }
        return switch (next()) {
            case "subjects" -> rest.isEmpty() ? RouteKind.SUBJECTS : subject();
            case "experiments" -> rest.isEmpty() ? RouteKind.EXPERIMENTS : projectExperiment();
            case "resources" -> resources();
            case "files" -> files();
            default -> RouteKind.BAD_TAIL;
        };
    }

    private RouteKind subject() {
        subject = next();
        if (rest.isEmpty()) {
            return RouteKind.SUBJECT;
        }
        return switch (next()) {
            case "experiments" ->
                project.isEmpty() ? RouteKind.SUBJECT : rest.isEmpty() ? RouteKind.EXPERIMENTS : experiment();
            case "resources" -> resources();
            case "files" -> files();
            default -> RouteKind.SUBJECT;
        };
    }

    /** Without a subject only resources and folder of an experiment have a route: all else shows the experiment itself. */
    private RouteKind projectExperiment() {
        experiment = next();
        return switch (next()) {
            case "resources" -> resources();
            case "DIR" -> folder();
            default -> RouteKind.EXPERIMENT;
        };
    }

    private RouteKind experiment() {
        experiment = next();
        if (rest.isEmpty()) {
            return RouteKind.EXPERIMENT;
        }
        String word = next();
        return switch (word) {
            case "scans", "reconstructions", "assessors" -> part(word);
            case "projects" -> RouteKind.SHARES;
            case "DIR" -> folder();
            case "resources" -> resources();
            case "files" -> files();
            default -> RouteKind.EXPERIMENT;
        };
    }

    private RouteKind part(String word) {
        part = word;
        if (rest.isEmpty()) {
            return PART_LISTS.getOrDefault(word, RouteKind.UNKNOWN);
        }
        partId = next();
        String tail = next();
        if (!word.equals("scans") && (tail.equalsIgnoreCase("in") || tail.equalsIgnoreCase("out"))) {
            inOut = tail;
            tail = next();
        }
        return switch (tail) {
            case "resources" -> resources();
            case "files" -> files();
            default -> PART_ITEMS.getOrDefault(word, RouteKind.UNKNOWN);
        };
    }

    private RouteKind resources() {
        if (rest.isEmpty()) {
            return RouteKind.RESOURCES;
        }
        resource = next();
        if (rest.isEmpty()) {
            return RouteKind.RESOURCE;
        }
        return next().equals("files") ? files() : RouteKind.BAD_TAIL;
    }

    private RouteKind folder() {
        file = rest;
        return RouteKind.FOLDER;
    }

    private RouteKind files() {
        file = rest;
        return file.isEmpty() ? RouteKind.FILES : RouteKind.FILE;
    }

    private String next() {
        int slash = rest.indexOf('/');
        String word = slash < 0 ? rest : rest.substring(0, slash);
        rest = slash < 0 ? "" : rest.substring(slash + 1);
        return word;
    }
}
