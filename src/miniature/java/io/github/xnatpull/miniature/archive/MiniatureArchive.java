package io.github.xnatpull.miniature.archive;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All that a miniature XNAT holds. Built top-down, {@code archive.addProject("P").addSubject("S").addSession("S_MR1")},
 * and open to change while it is served.
 */
public final class MiniatureArchive {
    private final List<Project> projects = new CopyOnWriteArrayList<>();
    private final Map<String, Experiment> experiments = new ConcurrentSkipListMap<>();
    private final Map<String, Subject> subjects = new ConcurrentSkipListMap<>();
    private final Map<Long, Resource> resources = new ConcurrentHashMap<>();
    private final AtomicInteger nextSubject = new AtomicInteger(1);
    private final AtomicInteger nextExperiment = new AtomicInteger(1);
    private final AtomicInteger nextRow = new AtomicInteger(17);
    private final AtomicLong nextResource = new AtomicLong(123);
    private volatile boolean checksums = true;

    /** From now on files are catalogued without a digest, as on new 1.10 sites (contract §15.2). */
    public MiniatureArchive withoutChecksums() {
        checksums = false;
        return this;
    }

    public Project addProject(String id) {
        Project project = new Project(this, id);
        projects.add(project);
        return project;
    }

    public List<Project> projects() {
        return projects;
    }

    /** The project of this id or alias. */
    public Optional<Project> findProject(String idOrAlias) {
        return projects.stream()
                .filter(project ->
                        project.id().equals(idOrAlias) || project.aliases().contains(idOrAlias))
                .findFirst();
    }

    /** The project of this id; for tests that know it is there. */
    public Project project(String id) {
        return findProject(id).orElseThrow(() -> new IllegalArgumentException("No project " + id));
    }

    /** Every experiment in order of accession id: sessions, assessors and others. */
    public Collection<Experiment> experiments() {
        return experiments.values();
    }

    /** The experiment of this accession id. */
    public Optional<Experiment> findExperiment(String id) {
        return Optional.ofNullable(experiments.get(id));
    }

    /** The first session of this label; for tests that know it is there. */
    public Session session(String label) {
        return experiments().stream()
                .filter(experiment ->
                        experiment instanceof Session && experiment.label().equals(label))
                .map(Session.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No session " + label));
    }

    public Collection<Subject> subjects() {
        return subjects.values();
    }

    public Optional<Subject> findSubject(String id) {
        return Optional.ofNullable(subjects.get(id));
    }

    /** The resource of this numeric id. */
    public Optional<Resource> findResource(long id) {
        return Optional.ofNullable(resources.get(id));
    }

    public Collection<Resource> resources() {
        return resources.values();
    }

    boolean hasChecksums() {
        return checksums;
    }

    Resource newResource(Holder holder, String label) {
        Resource resource = new Resource(this, holder, nextResource.getAndIncrement(), label);
        resources.put(resource.id(), resource);
        return resource;
    }

    void forget(Resource resource) {
        resources.remove(resource.id());
    }

    <E extends Experiment> E register(E experiment) {
        experiments.put(experiment.id(), experiment);
        return experiment;
    }

    Subject register(Subject subject) {
        subjects.put(subject.id(), subject);
        return subject;
    }

    void forget(Experiment experiment) {
        experiments.remove(experiment.id());
    }

    String newSubjectId() {
        return String.format(Locale.ROOT, "XNAT_S%05d", nextSubject.getAndIncrement());
    }

    String newExperimentId() {
        return String.format(Locale.ROOT, "XNAT_E%05d", nextExperiment.getAndIncrement());
    }

    int newRow() {
        return nextRow.getAndIncrement();
    }
}
