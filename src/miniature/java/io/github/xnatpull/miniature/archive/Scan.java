package io.github.xnatpull.miniature.archive;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A scan of a session. Its id is text; its type may be blank, doubled, or any text at all. */
public final class Scan {
    private final Session session;
    private final String id;
    private final int row;
    private final Holder holder;
    private final Map<String, String> fields = new ConcurrentHashMap<>();
    private volatile String type;

    Scan(MiniatureArchive archive, Session session, String id, String type) {
        this.session = session;
        this.id = id;
        this.type = type;
        this.row = archive.newRow();
        this.holder = new Holder(archive, new ScanPlace());
        fields.put("quality", "usable");
        fields.put("xsiType", session.xsiType().replace("SessionData", "ScanData"));
    }

    public Resource addResource(String label) {
        return holder.add(label);
    }

    public Resource resource(String label) {
        return holder.resource(label);
    }

    /** Sets a column: {@code quality}, {@code xsiType}, {@code series_description}, {@code note} … */
    public Scan with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    public Scan retype(String newType) {
        type = newType;
        return this;
    }

    public Session session() {
        return session;
    }

    public String id() {
        return id;
    }

    public String type() {
        return type;
    }

    /** The database's number of it. */
    public int row() {
        return row;
    }

    public Holder holder() {
        return holder;
    }

    /** A column, blank where nothing was said. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    private final class ScanPlace implements Holder.Place {
        @Override
        public String uri() {
            return "/data/experiments/" + session.id() + "/scans/" + id;
        }

        @Override
        public String category() {
            return "scans";
        }

        @Override
        public String categoryId() {
            return id;
        }

        @Override
        public String categoryText() {
            return type;
        }
    }
}
