package io.github.xnatpull.xnat;

/** An image assessor of a session as listed (contract §2.8); {@code id} is its accession id. */
public record AssessorRow(String id, String label, String xsiType, String date) {}
