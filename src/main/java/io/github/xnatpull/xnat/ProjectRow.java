package io.github.xnatpull.xnat;

/** A project as listed (contract §2.6). {@code id} is what URLs take; {@code name} is its title. */
public record ProjectRow(String id, String secondaryId, String name, String description) {}
