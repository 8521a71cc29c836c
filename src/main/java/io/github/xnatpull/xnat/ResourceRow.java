package io.github.xnatpull.xnat;

import java.util.OptionalLong;

/**
 * A resource as listed (contract §2.9).
 *
 * @param level where it hangs
 * @param partId id of the scan, assessor or reconstruction; blank at the other levels
 * @param inOut which map of an assessor or reconstruction
 * @param id the numeric {@code xnat_abstractresource_id}, as text
 * @param label blank when unlabelled; several resources of one level may share a label
 * @param fileCount a hint only: empty when never computed, stale when files changed behind XNAT's back
 * @param fileSize bytes; a hint only, like the count
 */
public record ResourceRow(
        Level level,
        String partId,
        InOut inOut,
        String id,
        String label,
        OptionalLong fileCount,
        OptionalLong fileSize,
        String format,
        String content) {}
