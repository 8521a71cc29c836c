package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.StoredFile;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Answers {@code …/files}: the catalogue's word, not the disk's (contract §2.11). */
final class FileListing {
    private static final List<String> COLUMNS = List.of(
            "Name", "Size", "URI", "collection", "file_tags", "file_format", "file_content", "cat_ID", "digest");

    private FileListing() {}

    /**
     * The table.
     *
     * @param folder lists only what is below it; blank for all
     */
    static HttpReply list(
            HttpRequest request, ArchiveSelection selection, List<Resource> chosen, String folder, Site site) {
        String mirrored = chosen.size() == 1 ? selection.mirroredBase() : "";
        Predicate<StoredFile> wanted = filter(request);
        Stream<List<String>> rows = chosen.stream().flatMap(resource -> {
            String uri = (mirrored.isEmpty() ? resource.holder().uri() : mirrored) + "/resources/" + resource.id()
                    + "/files/";
            return resource.files().stream()
                    .filter(file -> file.path().startsWith(folder) && wanted.test(file))
                    .map(file -> row(resource, file, uri));
        });
        Table table = site.old()
                ? Table.of(
                        COLUMNS.subList(0, COLUMNS.size() - 1), rows.map(row -> row.subList(0, COLUMNS.size() - 1)))
                : Table.of(COLUMNS, rows);
        return table
                .uncounted()
                .titled("Files")
                .withColumnsMeta("[{\"key\":\"URI\",\"serverRoot\":\"" + site.contextPath() + "\"}]")
                .reply(request);
    }

    /** The filters by entry format and content. */
    static Predicate<StoredFile> filter(HttpRequest request) {
        List<String> formats = request.parameters("file_format");
        List<String> contents = request.parameters("file_content");
        return file -> (formats.isEmpty() || formats.contains(file.format()))
                && (contents.isEmpty()
                        || contents.contains(file.contentType())
                        || (contents.contains("NULL") && file.contentType().isEmpty()));
    }

    private static List<String> row(Resource resource, StoredFile file, String uri) {
        return List.of(
                file.name(),
                file.listedSize(),
                uri + file.path(),
                resource.label(),
                file.tags(),
                file.format(),
                file.contentType(),
                Long.toString(resource.id()),
                file.listedDigest());
    }
}
