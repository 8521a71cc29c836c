package io.github.xnatpull.cli.command;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.support.OrderedParallel;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.ScanRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What some projects hold: all sessions by type, and for scans and resources a sample of sessions, so that a project of
 * 20,000 sessions is surveyed with no more requests than one of 40. Filled by one thread.
 */
final class ProjectSurvey {
    static final int SAMPLE = 40;
    private static final int AT_A_TIME = 8;
    private static final Set<Level> BELOW_SESSIONS =
            EnumSet.of(Level.SCAN, Level.SESSION, Level.ASSESSOR, Level.RECONSTRUCTION);

    final Map<String, Long> sessionTypes = new TreeMap<>();
    final Map<String, Long> scanTypes = new TreeMap<>();
    final Map<String, Long> qualities = new TreeMap<>();
    final Map<String, Long> assessorTypes = new TreeMap<>();
    final Map<String, Amount> resources = new TreeMap<>();
    final Map<Level, Amount> levels = new EnumMap<>(Level.class);
    private final Set<String> subjects = new HashSet<>();
    private long sessions;
    private int looked;
    private String firstDate = "";
    private String lastDate = "";

    /**
     * How much there is, by the server's hints.
     *
     * @param unknown resources without a hint
     */
    record Amount(long count, long bytes, long unknown) {
        static final Amount NONE = new Amount(0, 0, 0);

        private Amount plus(ResourceRow row) {
            boolean known = row.fileSize().isPresent();
            return new Amount(count + 1, bytes + row.fileSize().orElse(0), unknown + (known ? 0 : 1));
        }
    }

    private record Seen(List<ScanRow> scans, List<AssessorRow> assessors, List<ResourceRow> resources) {}

    static ProjectSurvey of(XnatCatalogue catalogue, List<String> projects) {
        ProjectSurvey survey = new ProjectSurvey();
        List<SessionRow> all = new ArrayList<>();
        for (String project : projects) {
            all.addAll(catalogue.sessions(project));
            catalogue.projectResources(project).forEach(survey::addAbove);
        }
        all.forEach(survey::add);
        OrderedParallel.each(sample(all), AT_A_TIME, session -> look(catalogue, session), survey::add, Fault::stopped);
        return survey;
    }

    private static List<SessionRow> sample(List<SessionRow> all) {
        List<SessionRow> sample = new ArrayList<>();
        int size = Math.min(SAMPLE, all.size());
        for (int i = 0; i < size; i++) {
            sample.add(all.get((int) ((long) i * all.size() / size)));
        }
        return sample;
    }

    private static Seen look(XnatCatalogue catalogue, SessionRow session) {
        String id = session.accessionId();
        return new Seen(catalogue.scans(id), catalogue.assessors(id), catalogue.resources(id, BELOW_SESSIONS));
    }

    private void add(SessionRow session) {
        sessions++;
        subjects.add(session.subjectId());
        count(sessionTypes, session.xsiType());
        String date = session.date();
        if (!date.isEmpty()) {
            firstDate = firstDate.isEmpty() || date.compareTo(firstDate) < 0 ? date : firstDate;
            lastDate = date.compareTo(lastDate) > 0 ? date : lastDate;
        }
    }

    private boolean add(Seen seen) {
        looked++;
        seen.scans().forEach(scan -> {
            count(scanTypes, scan.type());
            count(qualities, scan.quality());
        });
        seen.assessors().forEach(assessor -> count(assessorTypes, assessor.xsiType()));
        seen.resources().forEach(row -> {
            String label = row.label().isEmpty() ? row.id() : row.label();
            resources.merge(label, Amount.NONE.plus(row), (before, one) -> before.plus(row));
            addAbove(row);
        });
        return true;
    }

    private void addAbove(ResourceRow row) {
        levels.merge(row.level(), Amount.NONE.plus(row), (before, one) -> before.plus(row));
    }

    private static void count(Map<String, Long> counts, String what) {
        if (!what.isBlank()) {
            counts.merge(what, 1L, Long::sum);
        }
    }

    long sessions() {
        return sessions;
    }

    int subjects() {
        return subjects.size();
    }

    /** How many sessions were looked into. */
    int looked() {
        return looked;
    }

    /** The first and last day of acquisition; blank where no session has a date. */
    String dates() {
        return firstDate.isEmpty() ? "" : firstDate + " to " + lastDate;
    }

    String firstDate() {
        return firstDate;
    }
}
