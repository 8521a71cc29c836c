package io.github.xnatpull.miniature.archive;

/** A reconstruction of a session, with what it was made from and what came out. */
public final class Reconstruction {
    private final Session session;
    private final String id;
    private final String type;
    private final int row;
    private final Holder in;
    private final Holder out;

    Reconstruction(MiniatureArchive archive, Session session, String id, String type) {
        this.session = session;
        this.id = id;
        this.type = type;
        this.row = archive.newRow();
        String uri = "/data/experiments/" + session.id() + "/reconstructions/" + id;
        this.in = new Holder(archive, new Holder.Fixed(uri + "/in", "reconstructions", id, type));
        this.out = new Holder(archive, new Holder.Fixed(uri + "/out", "reconstructions", id, type));
    }

    public Resource addIn(String label) {
        return in.add(label);
    }

    public Resource addOut(String label) {
        return out.add(label);
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

    public Holder in() {
        return in;
    }

    public Holder out() {
        return out;
    }
}
