package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.StoredFile;
import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/** Everything below {@code files}: listing, archive, folder or single file. */
final class Files {
    private final MiniatureArchive archive;
    private final Site site;

    Files(MiniatureArchive archive, Site site) {
        this.archive = archive;
        this.site = site;
    }

    HttpReply answer(HttpRequest request, Route route, ItemSelector selector) {
        Negotiation.demand(request, "application/json", "text/html", "text/xml", "image/jpeg");
        ArchiveSelection selection = selector.select(route);
        if (selection.isNothing()) {
            throw Refusal.page(500, "null");
        }
        boolean all = request.parameter("all").equals("true");
        List<Resource> chosen = ResourceChoice.choose(route, selection, selector, all);
        if (!route.file().isEmpty()) {
            return below(request, route.file(), selection, chosen);
        }
        return ArchiveDownload.isWanted(request)
                ? new ArchiveDownload(request, site.deflating()).of(archive, selection, chosen)
                : listing(request, selection, chosen, "");
    }

    private HttpReply listing(HttpRequest request, ArchiveSelection selection, List<Resource> chosen, String folder) {
        if (request.header("Range").endsWith("-")) {
            throw Refusal.page(500, "null");
        }
        return FileListing.list(request, selection, chosen, folder, site);
    }

    private HttpReply below(HttpRequest request, String path, ArchiveSelection selection, List<Resource> chosen) {
        boolean packed = ArchiveDownload.isWanted(request);
        if (path.endsWith("/")) {
            String folder = SingleFile.decoded(path);
            return packed
                    ? new ArchiveDownload(request, site.deflating()).ofPart(selection, inFolder(chosen, folder))
                    : listing(request, selection, chosen, folder);
        }
        // With several resources only the first is looked into (contract §4.2).
        Optional<StoredFile> file = chosen.stream()
                .limit(1)
                .flatMap(resource -> SingleFile.find(resource, path).stream())
                .filter(found -> !found.isMissing())
                .findFirst();
        if (file.isEmpty()) {
            throw notFound(request, chosen);
        }
        return packed && !path.endsWith(".zip")
                ? new ArchiveDownload(request, site.deflating()).ofPart(selection, List.of(file.get()))
                : SingleFile.reply(request, file.get());
    }

    private static List<StoredFile> inFolder(List<Resource> chosen, String folder) {
        return chosen.stream()
                .flatMap(resource -> resource.files().stream())
                .filter(file -> file.path().startsWith(folder))
                .toList();
    }

    private static Refusal notFound(HttpRequest request, List<Resource> chosen) {
        if (request.parameter("accept-not-found").equals("true")) {
            return Refusal.with(HttpReply.empty(204));
        }
        return chosen.size() == 1
                ? Refusal.with(HttpReply.of(404, "text/plain", Body.EMPTY))
                : Refusal.page(404, "Unable to find the file");
    }
}
