package io.github.xnatpull.miniature.rest;

/**
 * A path taken apart, nothing decoded; what is not in the path is blank.
 *
 * @param experiment the segment after the word experiments
 * @param part {@code scans}, {@code reconstructions}, {@code assessors} or blank
 * @param partId the segment after it
 * @param inOut {@code in} or {@code out}
 * @param resource the segment after the word resources
 * @param file all that follows {@code files/} or {@code DIR/}
 */
record Route(
        RouteKind kind,
        String project,
        String subject,
        String experiment,
        String part,
        String partId,
        String inOut,
        String resource,
        String file) {}
