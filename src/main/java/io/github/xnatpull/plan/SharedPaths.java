package io.github.xnatpull.plan;

import io.github.xnatpull.catalogue.FileRow;
import io.github.xnatpull.catalogue.XnatCatalogue;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.transfer.place.Layout;
import io.github.xnatpull.transfer.place.SharedFolders;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a layout gives resources no folder of their own, lists every file that is wanted, so that two that want one path are
 * found before anything is fetched. Costs a listing a resource, under such layouts only. Safe for many threads.
 */
public final class SharedPaths implements Consumer<SessionPlan> {
    private final Layout layout;
    private final XnatCatalogue catalogue;
    private final Selector selector;
    private final SharedFolders everywhere;

    public SharedPaths(Layout layout, XnatCatalogue catalogue, Selector selector) {
        this.layout = layout;
        this.selector = selector;
        this.catalogue = catalogue;
        this.everywhere = SharedFolders.ofHeap(Runtime.getRuntime().maxMemory());
    }

    /** @throws io.github.xnatpull.fault.Fault {@code NAME_COLLISION} where a path is another resource's already */
    @Override
    public void accept(SessionPlan plan) {
        if (layout.ownsFolder()) {
            return;
        }
        // A session's folder, where there is one, is its alone: who is given which, only the plan's writer knows.
        List<String> own = layout.sessionFolders(plan.session());
        boolean alone = !own.isEmpty();
        // Then nobody else's files can be in their way, and they are forgotten with the session.
        SharedFolders taken = alone ? SharedFolders.ofHeap(Runtime.getRuntime().maxMemory()) : everywhere;
        String session = alone ? plan.session().project() + "/" + plan.session().accessionId() : "";
        for (PlanItem item : plan.items()) {
            String folder = item.folder().isEmpty() || alone
                    ? layout.resourceFolders(session, FolderAssigner.place(item))
                            .get(0)
                    : item.folder();
            // What people read is the folder that the session gets where it is the first to want it.
            String shown = alone
                    ? layout.resourceFolders(own.get(0), FolderAssigner.place(item))
                            .get(0)
                    : folder;
            SharedFolders.Source source =
                    taken.source(item.display() + " (resource " + item.address().resourceId() + ")");
            catalogue.files(item.address(), (FileRow file) -> {
                if (selector.file(file.path())) { // what is left out takes nobody's place
                    source.add(folder, shown, file.path());
                }
            });
        }
    }
}
