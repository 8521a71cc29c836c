package io.github.xnatpull.miniature.archive;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** An experiment: a session, an assessor of one, or something without images. */
public sealed class Experiment permits Session, Assessor {
    private final MiniatureArchive archive;
    private final Project project;
    private final Subject subject;
    private final Holder holder;
    private final Shares shares = new Shares();
    private final Map<String, String> fields = new ConcurrentHashMap<>();
    private final String id;
    private final String xsiType;
    private volatile String label;

    Experiment(MiniatureArchive archive, Project project, Subject subject, String id, String label, String xsiType) {
        this(
                archive,
                new Holder.Fixed("/data/experiments/" + id, "resources", id, " "),
                project,
                subject,
                id,
                label,
                xsiType);
    }

    Experiment(
            MiniatureArchive archive,
            Holder.Place place,
            Project project,
            Subject subject,
            String id,
            String label,
            String xsiType) {
        this.archive = archive;
        this.project = project;
        this.subject = subject;
        this.id = id;
        this.label = label;
        this.xsiType = xsiType;
        this.holder = new Holder(archive, place);
    }

    /** Adds a resource of the experiment itself. */
    public Resource addResource(String resourceLabel) {
        return holder.add(resourceLabel);
    }

    public Resource resource(String resourceLabel) {
        return holder.resource(resourceLabel);
    }

    /** Shares it under its own label. */
    public Experiment shareInto(Project other) {
        return shareInto(other, "");
    }

    public Experiment shareInto(Project other, String otherLabel) {
        shares.put(other, otherLabel);
        return this;
    }

    public Experiment relabel(String newLabel) {
        label = newLabel;
        return this;
    }

    /**
     * Sets a column: {@code date}, {@code insert_date}, {@code last_modified}, {@code scanner} …, or one by its path in
     * lower case, such as {@code fs:fsdata/measures/volumetric/icv}.
     */
    public Experiment with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    /** Deletes it; what it holds can no longer be reached. */
    public void delete() {
        archive.forget(this);
        holder.resources().forEach(archive::forget);
    }

    public boolean isIn(Project other) {
        return project == other || shares.contain(other);
    }

    /** The label it has in a project. */
    public String labelIn(Project other) {
        return shares.label(other, label);
    }

    public String id() {
        return id;
    }

    public String label() {
        return label;
    }

    public String xsiType() {
        return xsiType;
    }

    public Project project() {
        return project;
    }

    public Subject subject() {
        return subject;
    }

    public Holder holder() {
        return holder;
    }

    public Map<Project, String> shares() {
        return shares.all();
    }

    /** Every column that was set, in order of name. */
    public Map<String, String> fields() {
        return new TreeMap<>(fields);
    }

    /** A column, blank where nothing was said. */
    public String field(String name) {
        return fields.getOrDefault(name, name.equals("insert_date") ? "2024-02-01 10:15:00.1" : "");
    }

    MiniatureArchive archive() {
        return archive;
    }
}
