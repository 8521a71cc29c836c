package io.github.xnatpull.xnat;

/** A scan as listed (contract §2.8). Ids are text; types may be blank, doubled, or equal to another scan's id. */
public record ScanRow(String id, String type, String quality, String xsiType, String seriesDescription, String note) {}
