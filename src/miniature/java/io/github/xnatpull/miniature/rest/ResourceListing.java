package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.StoredFile;
import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.List;

/** Answers {@code …/resources} and {@code …/resources/{R}} (contract §2.9, §2.10). */
final class ResourceListing {
    private static final List<String> COLUMNS = List.of(
            "xnat_abstractresource_id",
            "label",
            "element_name",
            "category",
            "cat_id",
            "cat_desc",
            "file_count",
            "file_size",
            "tags",
            "content",
            "format");

    private ResourceListing() {}

    static HttpReply list(HttpRequest request, ArchiveSelection selection) {
        if (selection.isNothing()) {
            throw Refusal.page(404, "Unable to identify the item");
        }
        boolean all = request.parameter("all").equals("true");
        return Table.of(
                        COLUMNS,
                        selection.holders(all).stream()
                                .flatMap(holder -> holder.resources().stream())
                                .map(resource -> row(resource, all)))
                .titled("Resources")
                .reply(request);
    }

    private static List<String> row(Resource resource, boolean all) {
        boolean blank = all && resource.holder().category().equals("resources");
        return List.of(
                Long.toString(resource.id()),
                resource.label(),
                "xnat:resourceCatalog",
                resource.holder().category(),
                blank ? "" : resource.holder().categoryId(),
                blank ? "" : resource.holder().categoryText(),
                resource.listedCount(),
                resource.listedBytes(),
                "",
                resource.content(),
                resource.format());
    }

    /** The catalogue as XML, whatever format is asked for. */
    static HttpReply catalogue(Route route, ArchiveSelection selection, List<Resource> chosen) {
        if (selection.subject().isPresent() && selection.project().isEmpty()) {
            throw Refusal.page(500, "null");
        }
        if (selection.isNothing() || chosen.size() != 1) {
            throw Refusal.page(404, "Unable to find the resource " + route.resource());
        }
        Resource resource = chosen.get(0);
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<cat:Catalog ID=\"")
                .append(Replies.escaped(resource.label()))
                .append(
                        "\" xmlns:cat=\"http://nrg.wustl.edu/catalog\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n")
                .append("<cat:entries>\n");
        resource.files().forEach(file -> entry(file, xml));
        xml.append("</cat:entries>\n</cat:Catalog>\n");
        return HttpReply.of(200, "text/xml", Body.chunked(Body.text(xml.toString())::writeTo));
    }

    private static void entry(StoredFile file, StringBuilder xml) {
        String path = Replies.escaped(file.path());
        xml.append("<cat:entry ID=\"").append(path).append("\" URI=\"").append(path);
        xml.append("\" name=\"").append(Replies.escaped(file.name())).append('"');
        if (!file.listedDigest().isEmpty()) {
            xml.append(" digest=\"").append(file.listedDigest()).append('"');
        }
        xml.append(" format=\"").append(Replies.escaped(file.format())).append("\" createdBy=\"admin\"/>\n");
    }
}
