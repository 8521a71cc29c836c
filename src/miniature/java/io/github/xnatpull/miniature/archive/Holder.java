package io.github.xnatpull.miniature.archive;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A place where resources hang: a project, subject, session, scan, or the in or out map of an assessor or
 * reconstruction.
 */
public final class Holder {
    private final MiniatureArchive archive;
    private final Place place;
    private final List<Resource> resources = new CopyOnWriteArrayList<>();

    /** Where it is, as listings say it; asked anew each time, as labels change. */
    public interface Place {
        /** Begins {@code /data/}, holds accession ids only. */
        String uri();

        /** The three cells of contract §2.9. */
        String category();

        String categoryId();

        String categoryText();
    }

    Holder(MiniatureArchive archive, Place place) {
        this.archive = archive;
        this.place = place;
    }

    Resource add(String label) {
        Resource resource = archive.newResource(this, label);
        resources.add(resource);
        return resource;
    }

    void remove(Resource resource) {
        resources.remove(resource);
        archive.forget(resource);
    }

    public List<Resource> resources() {
        return resources;
    }

    Resource resource(String label) {
        return resources.stream()
                .filter(resource -> resource.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No resource " + label + " at " + uri()));
    }

    public String uri() {
        return place.uri();
    }

    public String category() {
        return place.category();
    }

    public String categoryId() {
        return place.categoryId();
    }

    public String categoryText() {
        return place.categoryText();
    }

    /** A place that never changes. */
    record Fixed(String uri, String category, String categoryId, String categoryText) implements Place {}
}
