package io.github.xnatpull.miniature.archive;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An imaging session. */
public final class Session extends Experiment {
    private final List<Scan> scans = new CopyOnWriteArrayList<>();
    private final List<Reconstruction> reconstructions = new CopyOnWriteArrayList<>();
    private final List<Assessor> assessors = new CopyOnWriteArrayList<>();
    private volatile boolean oldStorage;

    Session(MiniatureArchive archive, Subject subject, String id, String label, String xsiType) {
        super(archive, subject.project(), subject, id, label, xsiType);
        with("date", "2024-01-15");
    }

    public Scan addScan(String scanId, String type) {
        Scan scan = new Scan(archive(), this, scanId, type);
        scans.add(scan);
        return scan;
    }

    public Reconstruction addReconstruction(String reconstructionId, String type) {
        Reconstruction reconstruction = new Reconstruction(archive(), this, reconstructionId, type);
        reconstructions.add(reconstruction);
        return reconstruction;
    }

    public Assessor addAssessor(String assessorLabel, String xsiType) {
        String assessorId = archive().newExperimentId();
        Assessor assessor = archive().register(new Assessor(this, assessorId, assessorLabel, xsiType));
        assessors.add(assessor);
        return assessor;
    }

    public void removeScan(String scanId) {
        Scan scan = scan(scanId);
        List.copyOf(scan.holder().resources()).forEach(Resource::delete);
        scans.remove(scan);
    }

    /** Keeps assessors below the session, as old archives do; it shows in their archive's names (contract §3.3). */
    public Session withOldStorage() {
        oldStorage = true;
        return this;
    }

    @Override
    public void delete() {
        List.copyOf(assessors).forEach(Assessor::delete);
        List.copyOf(scans).forEach(scan -> removeScan(scan.id()));
        super.delete();
    }

    @Override
    public Session with(String field, String value) {
        super.with(field, value);
        return this;
    }

    @Override
    public Session shareInto(Project other) {
        super.shareInto(other);
        return this;
    }

    @Override
    public Session shareInto(Project other, String otherLabel) {
        super.shareInto(other, otherLabel);
        return this;
    }

    void forget(Assessor assessor) {
        assessors.remove(assessor);
    }

    /** The scan of this id; for tests that know it is there. */
    public Scan scan(String scanId) {
        return scans.stream()
                .filter(scan -> scan.id().equals(scanId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No scan " + scanId + " in " + label()));
    }

    public List<Scan> scans() {
        return scans;
    }

    public List<Reconstruction> reconstructions() {
        return reconstructions;
    }

    public List<Assessor> assessors() {
        return assessors;
    }

    public boolean hasOldStorage() {
        return oldStorage;
    }
}
