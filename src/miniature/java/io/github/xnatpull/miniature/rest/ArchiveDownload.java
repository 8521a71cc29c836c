package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.StoredFile;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Answers {@code …/files?format=zip} and its kin (contract §3).
 *
 * @param deflating what the site does where the request does not say
 */
record ArchiveDownload(HttpRequest request, boolean deflating) {

    static boolean isWanted(HttpRequest request) {
        String format = request.parameter("format");
        return format.equals("zip") || format.equals("tar") || format.equals("tar.gz");
    }

    /** The archive of whole resources. */
    HttpReply of(MiniatureArchive archive, ArchiveSelection selection, List<Resource> chosen) {
        ArchiveEntryNames names = new ArchiveEntryNames(archive, selection);
        Predicate<StoredFile> wanted = FileListing.filter(request);
        List<ZipBody.Entry> entries = new ArrayList<>();
        for (Resource resource : chosen) {
            for (StoredFile file : resource.files()) {
                if (!file.isMissing() && wanted.test(file)) {
                    entries.add(entry(names.name(resource, file), file));
                }
            }
        }
        return reply(entries, selection.label());
    }

    /** The archive of a folder, or of one file, of one resource (contract §3.7). */
    HttpReply ofPart(ArchiveSelection selection, List<StoredFile> files) {
        List<StoredFile> there =
                files.stream().filter(file -> !file.isMissing()).toList();
        return reply(
                there.stream()
                        .map(file -> entry(there.size() == 1 ? file.name() : file.path(), file))
                        .toList(),
                selection.label());
    }

    private static ZipBody.Entry entry(String name, StoredFile file) {
        return new ZipBody.Entry(name, file.content(), file.modified());
    }

    private HttpReply reply(List<ZipBody.Entry> entries, String label) {
        if (entries.isEmpty()) {
            throw request.parameter("accept-not-found").equals("true")
                    ? Refusal.with(HttpReply.empty(204))
                    : Refusal.page(404, "No files found");
        }
        refuseOpenRange();
        String format = request.parameter("format");
        HttpReply reply =
                switch (format) {
                    case "tar" -> HttpReply.of(200, "application/x-tar", new TarBody(entries, false));
                    case "tar.gz" -> HttpReply.of(200, "application/x-gtar", new TarBody(entries, true));
                    default -> HttpReply.of(200, "application/zip", new ZipBody(entries, isCompressed()));
                };
        return reply.plus(
                "Content-Disposition",
                "attachment; filename=\"" + (label.isEmpty() ? "null" : label) + "." + format + "\";");
    }

    private boolean isCompressed() {
        return switch (request.parameter("compression")) {
            case "" -> deflating;
            case "0" -> false;
            case "8" -> true;
            default -> throw Refusal.page(400, "Unknown compression method");
        };
    }

    /** An open-ended range on a body of unknown length breaks Restlet; a bounded one is ignored (contract §3.2). */
    private void refuseOpenRange() {
        if (request.header("Range").endsWith("-")) {
            throw Refusal.page(500, "null");
        }
    }
}
