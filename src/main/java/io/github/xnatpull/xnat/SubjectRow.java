package io.github.xnatpull.xnat;

/** A subject of a project as listed there (contract §2.7); the label is the one in that project. */
public record SubjectRow(String project, String id, String label) {}
