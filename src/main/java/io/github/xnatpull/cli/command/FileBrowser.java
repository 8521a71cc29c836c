package io.github.xnatpull.cli.command;

import static io.github.xnatpull.cli.output.ResultTable.Column.id;
import static io.github.xnatpull.cli.output.ResultTable.Column.of;

import io.github.xnatpull.cli.command.ServerBrowser.Part;
import io.github.xnatpull.cli.output.ResultTable;
import io.github.xnatpull.cli.output.ResultTable.Column;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.support.OrderedParallel;
import io.github.xnatpull.support.Plural;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lists the files of resources. Small listings are asked for side by side and held until their turn; a large one is
 * streamed when its turn comes, so that memory does not grow with the number of files.
 */
final class FileBrowser {
    /** Files of one resource that are held at most. */
    static final int HELD = 2000;

    static final List<Column<FileOf>> FILES = List.of(
            of("project", file -> file.resource().session().project()),
            id("session_id", file -> file.resource().session().accessionId()),
            of("session_label", file -> file.resource().session().label()),
            of("level", file -> file.resource().row().level().word()),
            id("scan_id", file -> ServerBrowser.at(file.resource(), Level.SCAN)),
            id("assessor_id", file -> ServerBrowser.at(file.resource(), Level.ASSESSOR)),
            id("reconstruction_id", file -> ServerBrowser.at(file.resource(), Level.RECONSTRUCTION)),
            of("in_out", file -> file.resource().row().inOut().word()),
            of("resource_label", file -> file.resource().row().label()),
            id("resource_id", file -> file.resource().row().id()),
            id("file", file -> file.file().path()),
            of("bytes", file -> ServerBrowser.text(file.file().size())),
            of("md5", file -> file.file().md5().orElse("")));

    private final XnatCatalogue catalogue;
    private final Selector selector;
    private final int atATime;
    private volatile boolean any;

    FileBrowser(XnatCatalogue catalogue, Selector selector, int atATime) {
        this.catalogue = catalogue;
        this.selector = selector;
        this.atATime = atATime;
    }

    /** A file and the resource that holds it. */
    record FileOf(Part<ResourceRow> resource, FileRow file) {}

    /** The files of one resource; no rows where they are too many to be held. */
    private record Held(Part<ResourceRow> resource, Optional<List<FileRow>> rows) {}

    /**
     * Adds the files of some resources, in their order.
     *
     * @return whether anybody still reads
     */
    boolean list(List<Part<ResourceRow>> resources, ResultTable<FileOf> table) {
        OrderedParallel.each(
                resources,
                atATime,
                this::held,
                held -> {
                    Consumer<FileRow> add = row -> table.add(new FileOf(held.resource(), row));
                    held.rows().ifPresentOrElse(rows -> rows.forEach(add), () -> stream(held.resource(), add));
                    return table.isRead();
                },
                Fault::stopped);
        return table.isRead();
    }

    /** What the user named of files and none bears; nothing where none was listed. */
    List<UnmatchedName> unknown() {
        return any ? selector.unknownFiles() : List.of();
    }

    private Held held(Part<ResourceRow> resource) {
        if (resource.row().fileCount().orElse(0) > HELD) {
            return new Held(resource, Optional.empty());
        }
        // The count is a hint only (contract 2.9): a listing that turns out longer is asked for again, to be streamed.
        List<FileRow> rows = new ArrayList<>();
        stream(resource, row -> {
            if (rows.size() <= HELD) {
                rows.add(row);
            }
        });
        return new Held(resource, rows.size() > HELD ? Optional.empty() : Optional.of(rows));
    }

    private void stream(Part<ResourceRow> resource, Consumer<FileRow> each) {
        long[] listed = {0};
        catalogue.files(address(resource), row -> {
            listed[0]++;
            any = true;
            selector.fileNames().look(List.of(row.path()));
            if (selector.file(row.path())) {
                each.accept(row);
            }
        });
        long counted = resource.row().fileCount().orElse(0);
        if (listed[0] == 0 && counted > 0) {
            throw Fault.fault(FaultCode.LIST_INCOMPLETE)
                    .trying("list the files of resource " + resource.row().id() + " of "
                            + resource.session().accessionId())
                    .meaning("The list above is not whole")
                    .advice("If it persists, have its catalogue looked at and refreshed on the server.")
                    .because("the server counts " + Plural.of(counted, "file") + ", and lists none");
        }
    }

    private static ResourceAddress address(Part<ResourceRow> part) {
        return new ResourceAddress(
                part.session().project(),
                part.session().subjectId(),
                part.session().accessionId(),
                part.row().level(),
                part.row().partId(),
                part.row().inOut(),
                part.row().id());
    }
}
