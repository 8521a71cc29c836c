package io.github.xnatpull.miniature.archive;

import java.util.List;

/** An image assessor of a session. Its own {@code holder} has the generic resources, {@code out} the usual ones. */
public final class Assessor extends Experiment {
    private final Session session;
    private final Holder in;
    private final Holder out;

    Assessor(Session session, String id, String label, String xsiType) {
        super(
                session.archive(),
                new Holder.Fixed(uri(session, id), "assessors", id, xsiType),
                session.project(),
                session.subject(),
                id,
                label,
                xsiType);
        this.session = session;
        String uri = uri(session, id);
        this.in = new Holder(archive(), new Holder.Fixed(uri + "/in", "assessors", id(), xsiType));
        this.out = new Holder(archive(), new Holder.Fixed(uri + "/out", "assessors", id(), xsiType));
        with("date", session.field("date"));
    }

    private static String uri(Session session, String id) {
        return "/data/experiments/" + session.id() + "/assessors/" + id;
    }

    public Resource addIn(String label) {
        return in.add(label);
    }

    public Resource addOut(String label) {
        return out.add(label);
    }

    @Override
    public Assessor with(String field, String value) {
        super.with(field, value);
        return this;
    }

    @Override
    public void delete() {
        List.copyOf(out.resources()).forEach(Resource::delete);
        List.copyOf(in.resources()).forEach(Resource::delete);
        session.forget(this);
        super.delete();
    }

    /** A session is shared assessor by assessor; one without a share of its own follows its session (simplified). */
    @Override
    public boolean isIn(Project other) {
        return super.isIn(other) || session.isIn(other);
    }

    public Session session() {
        return session;
    }

    public Holder in() {
        return in;
    }

    public Holder out() {
        return out;
    }
}
