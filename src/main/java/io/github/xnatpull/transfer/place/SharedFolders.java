package io.github.xnatpull.transfer.place;

import static io.github.xnatpull.fault.Fault.fault;

import io.github.xnatpull.fault.FaultCode;
import java.util.HashMap;
import java.util.Map;

/**
 * Sees to it that no two resources want the same path where a layout gives them no folder of their own. Paths that a
 * file system could take for one (case, Unicode form) are the same. Holds one entry a file; safe for many threads.
 */
public final class SharedFolders {
    private final Map<String, String> sources = new HashMap<>();

    /**
     * A file that will be placed.
     *
     * @param folder of its resource, as long as nobody knows which of its folders a session gets one of its own
     * @param shown the folder as the layout makes it, from {@link Layout#resourceFolders}
     * @param file its path inside the resource, as the server states it
     * @param source what a reader takes for the resource, for example {@code XNAT_E00001 scan 3 DICOM (resource 123)}
     * @throws io.github.xnatpull.fault.Fault {@code NAME_COLLISION} where a file of another resource goes there
     */
    public synchronized void add(String folder, String shown, String file, String source) {
        String name = "/" + PortableNames.path(file);
        String other = sources.putIfAbsent(CollisionIndex.folded(folder + name), source);
        if (other != null && !other.equals(source)) {
            throw fault(FaultCode.NAME_COLLISION)
                    .trying("give every file a place of its own")
                    .meaning("Nothing was fetched")
                    .advice("Use a layout that tells them apart: add {scan.id} or {resource.label}, for example"
                            + " '{session.label}/{scan.id}-{scan.type}/{resource.label}'.")
                    .because("'" + file + "' of " + source + " and a file of " + other + " would both be '" + shown
                            + name + "'");
        }
    }
}
