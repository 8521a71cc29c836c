package io.github.xnatpull.xnat;

/** A reconstruction of a session as listed (contract §2.8). */
public record ReconstructionRow(String id, String type) {}
