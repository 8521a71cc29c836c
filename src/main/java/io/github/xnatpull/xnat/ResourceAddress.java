package io.github.xnatpull.xnat;

/**
 * Where one resource is asked for. Only ids: labels are not safely addressable (contract §1.4, §1.7).
 *
 * @param project the project asked for; needed in URLs at subject and project level only
 * @param subjectId accession id of the subject; blank at project level
 * @param sessionId accession id of the session; blank at subject and project level
 * @param partId id of the scan, assessor or reconstruction; blank at the other levels
 * @param resourceId the numeric resource id
 */
public record ResourceAddress(
        String project,
        String subjectId,
        String sessionId,
        Level level,
        String partId,
        InOut inOut,
        String resourceId) {}
