package io.github.xnatpull.miniature.rest;

/** The kinds of request, for counting. */
public enum RouteKind {
    /** Build info, user name, login page. */
    SITE,
    /** JSESSION, auth, tokens. */
    LOGIN,
    PROJECTS,
    PROJECT,
    SUBJECTS,
    SUBJECT,
    EXPERIMENTS,
    EXPERIMENT,
    /** The projects an experiment is shared into. */
    SHARES,
    SCANS,
    SCAN,
    RECONSTRUCTIONS,
    RECONSTRUCTION,
    ASSESSORS,
    ASSESSOR,
    RESOURCES,
    RESOURCE,
    /** A listing of files, or their archive. */
    FILES,
    FILE,
    /** The folder of an experiment on the disk. */
    FOLDER,
    /** A tail that its route does not know: 400. */
    BAD_TAIL,
    UNKNOWN
}
