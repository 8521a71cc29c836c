package io.github.xnatpull.xnat;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file as the catalogue lists it (contract §2.11): what should be there, which need not be what is.
 *
 * @param resourceId {@code cat_ID} of the listing
 * @param path the path inside the resource, as the server states it: all that follows the first
 *     {@code /resources/{id}/files/} of the URI, not percent-encoded
 * @param size bytes; empty where the server knows none
 * @param md5 lower-case hex, 32 characters; empty where the server has none (contract §5)
 */
public record FileRow(String resourceId, String path, OptionalLong size, Optional<String> md5) {}
