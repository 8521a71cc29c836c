package io.github.xnatpull.ledger;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that an incomplete resource lacks, or has not as listed, and which version of it the server had then. While its
 * listing and its version are the same, another fetch ends as the last one did.
 *
 * @param resourceId the numeric id of the resource
 * @param file its path inside the resource as the server states it
 * @param bytesExpected as listed
 * @param md5Expected as listed
 * @param md5 of what is in its place because the server sent it so; blank where nothing was placed
 * @param lastModified the header with which the server sent it; blank where it was not sent
 * @param length of what the server sent, as announced
 * @param code of what is wrong, as in reports
 * @param message the same in words
 */
public record FaultNote(
        String resourceId,
        String file,
        OptionalLong bytesExpected,
        Optional<String> md5Expected,
        String md5,
        String lastModified,
        OptionalLong length,
        String code,
        String message) {}
