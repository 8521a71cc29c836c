package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Assessor;
import io.github.xnatpull.miniature.archive.Experiment;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.Subject;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.Optional;

/** Answers the routes of the archive, for one viewer. */
final class DataRoutes {
    private static final String[] TABLE = {"application/json", "text/html", "text/xml"};
    private static final String[] ITEM = {"text/html", "text/xml"};

    private final MiniatureArchive archive;
    private final Account viewer;
    private final ItemSelector selector;
    private final Site site;

    DataRoutes(MiniatureArchive archive, Account viewer, Site site) {
        this.archive = archive;
        this.viewer = viewer;
        this.selector = new ItemSelector(archive, viewer, site);
        this.site = site;
    }

    HttpReply answer(HttpRequest request, Route route) {
        return switch (route.kind()) {
            case PROJECTS, SUBJECTS, EXPERIMENTS, SHARES -> owners(request, route);
            case SCANS, RECONSTRUCTIONS, ASSESSORS -> parts(request, route);
            case PROJECT, SUBJECT, EXPERIMENT, SCAN, RECONSTRUCTION, ASSESSOR -> item(request, route);
            case RESOURCES -> {
                Negotiation.demand(request, TABLE);
                yield ResourceListing.list(request, selector.select(route));
            }
            case RESOURCE -> catalogue(request, route);
            case FILES, FILE -> new Files(archive, site).answer(request, route, selector);
            case FOLDER -> folder(request, route);
            case BAD_TAIL -> throw Refusal.page(400, "Bad Request");
            case SITE, LOGIN, UNKNOWN -> throw Refusal.page(404, "Not Found");
        };
    }

    private HttpReply owners(HttpRequest request, Route route) {
        Negotiation.demand(request, TABLE);
        OwnerListings owners = new OwnerListings(archive, viewer);
        Optional<Project> project = selector.project(route);
        return switch (route.kind()) {
            case PROJECTS -> owners.projects(request);
            case SUBJECTS -> owners.subjects(request, project);
            case SHARES ->
                owners.shares(request, one(route).orElseThrow(() -> Refusal.page(404, "No such experiment")));
            default -> new ExperimentListing(archive, viewer, site).list(request, project, selector.subject(route, project));
        };
    }

    private HttpReply parts(HttpRequest request, Route route) {
        Negotiation.demand(request, TABLE);
        Optional<Experiment> found = one(route);
        if (found.isEmpty()) {
            // Without a project in the path XNAT dereferences null (contract §1.8).
            throw route.project().isEmpty() ? Refusal.page(500, "null") : Refusal.page(404, "No such session");
        }
        if (!(found.get() instanceof Session session)) {
            throw Refusal.page(404, "This is no imaging session");
        }
        Table table =
                switch (route.kind()) {
                    case SCANS -> PartListings.scans(request, session);
                    case RECONSTRUCTIONS -> PartListings.reconstructions(session);
                    default ->
                        PartListings.assessors(request, session, viewer, new ExperimentCells(selector.project(route)));
                };
        return table.reply(request);
    }

    private HttpReply item(HttpRequest request, Route route) {
        Negotiation.demand(request, ITEM);
        Optional<Project> project = selector.project(route);
        Optional<Subject> subject = selector.subject(route, project);
        return switch (route.kind()) {
            case PROJECT -> Items.project(request, project.orElseThrow());
            case SUBJECT -> Items.subject(request, subject.orElseThrow());
            case SCAN -> scan(request, route);
            case ASSESSOR ->
                Items.experiment(
                        request,
                        selector.select(route).experiments().stream()
                                .findFirst()
                                .orElseThrow(() -> Refusal.page(404, "No such assessor")));
            default -> Items.experiment(request, one(route).orElseThrow(() -> Refusal.page(404, "No such experiment")));
        };
    }

    private HttpReply folder(HttpRequest request, Route route) {
        if (viewer.isGuest()) {
            throw Refusal.page(401, "Guests see no folders");
        }
        Negotiation.demand(request, "text/xml");
        Experiment experiment = one(route).orElseThrow(() -> Refusal.page(404, "No such experiment"));
        if (experiment instanceof Assessor) {
            throw Refusal.page(400, "Resource only available for extensions of the xnat:subjectAssessorData type.");
        }
        return StoredFolder.of(experiment).list(request, route.file(), site.contextPath());
    }

    /** By id only, neither decoded nor by type (contract §1.4). */
    private HttpReply scan(HttpRequest request, Route route) {
        String id = Segment.identifier(route.partId());
        return one(route)
                .filter(Session.class::isInstance)
                .map(Session.class::cast)
                .flatMap(session -> session.scans().stream()
                        .filter(scan -> scan.id().equals(id))
                        .findFirst())
                .map(scan -> Items.scan(request, scan))
                .orElseThrow(() -> Refusal.page(404, "No such scan"));
    }

    private Optional<Experiment> one(Route route) {
        String wanted = Segment.identifier(route.experiment());
        Optional<Project> project = selector.project(route);
        return selector.byLabel(wanted, project)
                .or(() -> selector.readable(wanted).filter(found -> project.isEmpty() || found.isIn(project.get())));
    }

    private HttpReply catalogue(HttpRequest request, Route route) {
        Negotiation.demand(request, "text/xml", "application/xml");
        ArchiveSelection selection = selector.select(route);
        return ResourceListing.catalogue(route, selection, ResourceChoice.choose(route, selection, selector, false));
    }
}
