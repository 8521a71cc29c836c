package io.github.xnatpull.miniature.archive;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A subject: in one project, shared into others under the same or another label. */
public final class Subject {
    private final MiniatureArchive archive;
    private final Project project;
    private final Holder holder;
    private final Shares shares = new Shares();
    private final Map<String, String> fields = new ConcurrentHashMap<>();
    private final String id;
    private volatile String label;

    Subject(MiniatureArchive archive, Project project, String label) {
        this.archive = archive;
        this.project = project;
        this.label = label;
        this.id = archive.newSubjectId();
        String uri = "/data/projects/" + project.id() + "/subjects/" + id;
        this.holder = new Holder(archive, new Holder.Fixed(uri, "resources", "", " "));
    }

    /** Adds an MR session. */
    public Session addSession(String sessionLabel) {
        return addSession(sessionLabel, "xnat:mrSessionData");
    }

    public Session addSession(String sessionLabel, String xsiType) {
        return addSession(sessionLabel, xsiType, archive.newExperimentId());
    }

    /** Adds a session with an accession id of its own. */
    public Session addSession(String sessionLabel, String xsiType, String accessionId) {
        return archive.register(new Session(archive, this, accessionId, sessionLabel, xsiType));
    }

    /** Adds an experiment without images, such as a clinical visit. */
    public Experiment addVisit(String visitLabel, String xsiType) {
        return archive.register(new Experiment(archive, project, this, archive.newExperimentId(), visitLabel, xsiType));
    }

    public Resource addResource(String resourceLabel) {
        return holder.add(resourceLabel);
    }

    public Resource resource(String resourceLabel) {
        return holder.resource(resourceLabel);
    }

    /** Shares it under its own label. */
    public Subject shareInto(Project other) {
        return shareInto(other, "");
    }

    public Subject shareInto(Project other, String otherLabel) {
        shares.put(other, otherLabel);
        return this;
    }

    public Subject relabel(String newLabel) {
        label = newLabel;
        return this;
    }

    /** Sets a column such as {@code gender}, {@code yob}, {@code insert_date}. */
    public Subject with(String field, String value) {
        fields.put(field, value);
        return this;
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

    public Project project() {
        return project;
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
        return fields.getOrDefault(name, name.equals("insert_date") ? "2024-02-01 10:11:12.345" : "");
    }
}
