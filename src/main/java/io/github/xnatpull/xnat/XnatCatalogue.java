package io.github.xnatpull.xnat;

import io.github.xnatpull.fault.Fault;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the server has. Every method is safe for many threads and throws {@link Fault}: a reply that is not what the
 * contract says is a fault, never "empty". Retries have already happened when a fault comes out of here.
 */
public interface XnatCatalogue {
    /** Probes the server (no login needed) and says who it is. */
    ServerInfo server();

    /** The user we are logged in as; logs in on first use. */
    String user();

    /** Every project this user can see. */
    List<ProjectRow> projects();

    /** Every subject of a project, shared ones included. */
    List<SubjectRow> subjects(String project);

    /**
     * Every imaging session of a project, shared ones included, once each, in order of accession id. Two listings are
     * joined on the id: one says which experiments are sessions, one has the labels as shared (contract §15.8).
     *
     * @throws Fault {@code NOT_FOUND} where the project does not exist or cannot be seen, with the nearest names
     */
    List<SessionRow> sessions(String project);

    /**
     * The sessions that the server shows without a project in the URL. To users who read all data it shows sessions there
     * whose types the site has not set up, and which every listing of a project leaves out (contract §16.1). One try, for a
     * minute at most: nothing depends on it.
     *
     * @param project owner of the sessions; empty for those of all projects
     */
    List<SessionRow> sessionsBeyondProjects(Optional<String> project);

    /** One imaging session by accession id, as its owner sees it; empty where there is none. */
    Optional<SessionRow> session(String accessionId);

    /**
     * The imaging sessions that hold these image assessors, as their owners see them, once each. Asks for many at a time, in
     * the listing of all experiments, which names the session of an image assessor (contract §2.5, §2.7).
     *
     * @param assessorIds accession ids; one that is none, or that this user cannot see, adds nothing
     */
    List<SessionRow> sessionsOfAssessors(Collection<String> assessorIds);

    /**
     * A session of another project as a project has it that it is shared into, with its label there; empty where it is not
     * shared into it, or that cannot be seen.
     */
    default Optional<SessionRow> sharedInto(String project, SessionRow session) {
        return Optional.empty();
    }

    /**
     * The scans of a session.
     *
     * @throws Fault {@code GONE_SINCE_PLAN} where the session is not there any more; so do all that ask below a session
     */
    List<ScanRow> scans(String sessionId);

    /** The readable image assessors of a session, labels as shared into the project. */
    List<AssessorRow> assessors(String sessionId);

    /** The reconstructions of a session. */
    List<ReconstructionRow> reconstructions(String sessionId);

    /**
     * The resources of a session at the levels asked for, with a constant number of requests however many scans.
     * Levels {@code SUBJECT} and {@code PROJECT} are not allowed here.
     */
    List<ResourceRow> resources(String sessionId, Set<Level> levels);

    /** The resources of a subject itself. */
    List<ResourceRow> subjectResources(String project, String subjectId);

    /** The resources of a project itself. */
    List<ResourceRow> projectResources(String project);

    /**
     * The files of one resource, streamed in the order of the listing; duplicates are passed on.
     *
     * @throws Fault {@code GONE_SINCE_PLAN} where the resource (or its session) is not there any more
     */
    default void files(ResourceAddress address, Consumer<FileRow> rows) {
        files(address, RowMemory.FEW, rows);
    }

    /** The same for a reader that keeps the rows, in the memory that it has for them. */
    void files(ResourceAddress address, RowMemory memory, Consumer<FileRow> rows);

    /**
     * The paths of all files in a session's folder on the server's disk, {@code /} as separator, whatever the catalogues
     * list: the files of catalogues are among them (contract §16.3).
     *
     * @throws Fault {@code NOT_FOUND}, {@code REQUEST_REFUSED} or another where the server does not show the folder
     */
    List<String> storedFiles(String sessionId);

    /**
     * The files of several resources of the same session and level in one request, by resource id. A resource without
     * files, and one that does not exist, both map to an empty list: ask {@link #files} to tell them apart.
     *
     * @param memory for the rows of all of them
     * @throws Fault {@code LIST_TOO_LARGE} where they do not fit into it: ask for one after the other
     */
    Map<String, List<FileRow>> filesOf(Collection<ResourceAddress> addresses, RowMemory memory);
}
