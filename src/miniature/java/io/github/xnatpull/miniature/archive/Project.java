package io.github.xnatpull.miniature.archive;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A project. */
public final class Project {
    private final MiniatureArchive archive;
    private final String id;
    private final Holder holder;
    private final List<Subject> subjects = new CopyOnWriteArrayList<>();
    private final List<String> aliases = new CopyOnWriteArrayList<>();
    private volatile String name;
    private volatile String secondaryId;
    private volatile String description = "";
    private volatile boolean open;

    Project(MiniatureArchive archive, String id) {
        this.archive = archive;
        this.id = id;
        this.name = id;
        this.secondaryId = id;
        this.holder = new Holder(archive, new Holder.Fixed("/data/projects/" + id, "resources", "", " "));
    }

    public Project withName(String newName) {
        name = newName;
        return this;
    }

    public Project withDescription(String newDescription) {
        description = newDescription;
        return this;
    }

    public Project withAlias(String alias) {
        aliases.add(alias);
        return this;
    }

    /** Lets guests read it, on open sites. */
    public Project publicForGuests() {
        open = true;
        return this;
    }

    public Subject addSubject(String label) {
        Subject subject = archive.register(new Subject(archive, this, label));
        subjects.add(subject);
        return subject;
    }

    public Resource addResource(String label) {
        return holder.add(label);
    }

    public Resource resource(String label) {
        return holder.resource(label);
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String secondaryId() {
        return secondaryId;
    }

    public String description() {
        return description;
    }

    public List<String> aliases() {
        return aliases;
    }

    public boolean isPublic() {
        return open;
    }

    public Holder holder() {
        return holder;
    }

    /** The subjects it owns or has been given a share in. */
    public List<Subject> subjects() {
        return archive.subjects().stream().filter(subject -> subject.isIn(this)).toList();
    }

    /** The experiments it owns or has been given a share in, assessors too. */
    public List<Experiment> experiments() {
        return archive.experiments().stream()
                .filter(experiment -> experiment.isIn(this))
                .toList();
    }

    /** The own subject of this label; for tests that know it is there. */
    public Subject subject(String label) {
        return findSubject(label).orElseThrow(() -> new IllegalArgumentException("No subject " + label + " in " + id));
    }

    private Optional<Subject> findSubject(String label) {
        return subjects.stream()
                .filter(subject -> subject.label().equals(label))
                .findFirst();
    }
}
