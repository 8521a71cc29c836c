package io.github.xnatpull.ledger;

import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;

/**
 * The identity of a resource at a destination, which outlives renames on the server.
 *
 * @param project the project it was requested through
 * @param accessionId of the session; of the subject at subject level; blank at project level
 * @param partId id of the scan, assessor or reconstruction; blank at the other levels
 * @param name the resource's label, or its numeric id where the label is blank or doubled
 */
public record ResourceKey(String project, String accessionId, Level level, String partId, InOut inOut, String name) {}
