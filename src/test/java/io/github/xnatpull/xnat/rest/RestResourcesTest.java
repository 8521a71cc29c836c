package io.github.xnatpull.xnat.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.MiniatureXnat;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Scan;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.StoredFile;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.RowMemory;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RestResourcesTest extends MiniatureServers {
    private final MiniatureArchive quirks = MiniatureArchives.quirks();

    private static List<FileRow> files(XnatCatalogue catalogue, ResourceAddress address) {
        List<FileRow> rows = new ArrayList<>();
        catalogue.files(address, rows::add);
        return rows;
    }

    private static List<String> paths(List<FileRow> rows) {
        return rows.stream().map(FileRow::path).toList();
    }

    private static void assertFiles(XnatCatalogue catalogue, ResourceAddress address, Resource resource) {
        assertThat(paths(files(catalogue, address)))
                .containsExactlyInAnyOrderElementsOf(
                        resource.files().stream().map(StoredFile::path).toList());
    }

    @Test
    void everyResourceOfEverySessionIsFoundWithItsFiles() {
        XnatCatalogue catalogue = catalogue(start(quirks));
        for (SessionRow row : catalogue.sessions("QUIRKS")) {
            Session session = (Session) quirks.findExperiment(row.accessionId()).orElseThrow();
            List<Resource> expected = session.scans().stream()
                    .flatMap(scan -> scan.holder().resources().stream())
                    .toList();
            List<ResourceRow> found = catalogue.resources(session.id(), Set.of(Level.SCAN));
            assertThat(found)
                    .as(session.label())
                    .extracting(ResourceRow::id)
                    .containsExactlyInAnyOrderElementsOf(expected.stream()
                            .map(resource -> Long.toString(resource.id()))
                            .toList());
            for (ResourceRow resource : found) {
                assertFiles(
                        catalogue,
                        address(session, resource),
                        quirks.findResource(Long.parseLong(resource.id())).orElseThrow());
            }
        }
    }

    @Test
    void allFilesOfASessionComeInOneRequest() {
        MiniatureXnat server = start(quirks);
        XnatCatalogue catalogue = catalogue(server);
        Session session = quirks.session("SCAN_IDS");
        List<ResourceAddress> all = catalogue.resources(session.id(), Set.of(Level.SCAN)).stream()
                .map(row -> address(session, row))
                .toList();
        server.log().clear();
        Map<String, List<FileRow>> files = catalogue.filesOf(all, RowMemory.FEW);
        assertThat(server.log().size()).isEqualTo(1);
        assertThat(files).hasSize(all.size());
        for (Scan scan : session.scans()) {
            for (Resource resource : scan.holder().resources()) {
                assertThat(paths(files.getOrDefault(Long.toString(resource.id()), List.of())))
                        .containsExactlyElementsOf(
                                resource.files().stream().map(StoredFile::path).toList());
            }
        }
    }

    @Test
    void manyResourcesAreAskedForInRequestsOfBoundedLength() {
        MiniatureArchive archive = MiniatureArchives.scaled(1, 600, 2, 1, 10);
        MiniatureXnat server = start(archive);
        XnatCatalogue catalogue = catalogue(server);
        Session session = archive.session("S00001_MR1");
        List<ResourceAddress> all = catalogue.resources(session.id(), Set.of(Level.SCAN)).stream()
                .map(row -> address(session, row))
                .toList();
        server.log().clear();
        assertThat(catalogue.filesOf(all, RowMemory.FEW).values()).hasSize(1200).allSatisfy(files -> assertThat(files)
                .hasSize(1));
        assertThat(server.log().lines())
                .allSatisfy(line -> assertThat(line.target().length()).isLessThan(6_100));
        assertThat(server.log().size()).isLessThan(5);
    }

    @Test
    void oneThatIsGoneDoesNotTakeItsNeighboursWithIt() {
        XnatCatalogue catalogue = catalogue(start(quirks));
        Session session = quirks.session("SCAN_IDS");
        Resource there = session.scan("OT1").resource("DICOM");
        Resource gone = session.scan("01").resource("DICOM");
        ResourceAddress first = scanAddress(session, "OT1", there.id());
        ResourceAddress second = scanAddress(session, "01", gone.id());
        gone.delete();
        Map<String, List<FileRow>> files = catalogue.filesOf(List.of(first, second), RowMemory.FEW);
        assertThat(files.get(first.resourceId())).hasSize(2);
        assertThat(files.get(second.resourceId())).isEmpty();
    }

    @Test
    void derivedResourcesAreToldApart() {
        XnatCatalogue catalogue = catalogue(start(quirks));
        Session session = quirks.session("DERIVED");
        List<ResourceRow> rows = catalogue.resources(
                session.id(), EnumSet.of(Level.SESSION, Level.SCAN, Level.RECONSTRUCTION, Level.ASSESSOR));
        assertThat(rows)
                .extracting(ResourceRow::level, ResourceRow::partId, ResourceRow::inOut, ResourceRow::label)
                .containsExactlyInAnyOrder(
                        tuple(Level.SESSION, "", InOut.NONE, "NOTES"),
                        tuple(Level.SCAN, "1", InOut.NONE, "DICOM"),
                        tuple(Level.RECONSTRUCTION, "R1", InOut.OUT, "NIFTI"),
                        tuple(Level.RECONSTRUCTION, "R2", InOut.IN, "DICOM"),
                        tuple(Level.ASSESSOR, session.assessors().get(0).id(), InOut.OUT, "REPORT"),
                        tuple(Level.ASSESSOR, session.assessors().get(1).id(), InOut.OUT, "DATA"),
                        tuple(Level.ASSESSOR, session.assessors().get(1).id(), InOut.IN, "DICOM"),
                        tuple(Level.ASSESSOR, session.assessors().get(1).id(), InOut.NONE, "GENERIC"));
        for (ResourceRow row : rows) {
            Resource resource = quirks.findResource(Long.parseLong(row.id())).orElseThrow();
            assertFiles(catalogue, address(session, row), resource);
            ResourceAddress address = address(session, row);
            assertThat(catalogue.filesOf(List.of(address), RowMemory.FEW).get(row.id()))
                    .hasSameSizeAs(resource.files());
        }
        assertThat(catalogue.assessors(session.id())).extracting("label").containsExactly("DERIVED_QC", "DERIVED_FS");
        assertThat(catalogue.reconstructions(session.id())).extracting("id").containsExactly("R1", "R2");
    }

    @Test
    void subjectsAndProjectsHaveResourcesToo() {
        XnatCatalogue catalogue = catalogue(start(quirks));
        String subject = quirks.project("QUIRKS").subject("Q01").id();
        ResourceRow consent = catalogue.subjectResources("QUIRKS", subject).get(0);
        assertThat(consent.label()).isEqualTo("CONSENT");
        assertThat(paths(files(
                        catalogue,
                        new ResourceAddress("QUIRKS", subject, "", Level.SUBJECT, "", InOut.NONE, consent.id()))))
                .containsExactly("consent.pdf");
        ResourceRow protocol = catalogue.projectResources("QUIRKS").get(0);
        assertThat(paths(files(
                        catalogue,
                        new ResourceAddress("QUIRKS", "", "", Level.PROJECT, "", InOut.NONE, protocol.id()))))
                .containsExactly("protocol.pdf");
    }

    @Test
    void hintsMayBeBlank() {
        Session session = quirks.session("CATALOGUES");
        List<ResourceRow> rows = catalogue(start(quirks)).resources(session.id(), Set.of(Level.SCAN));
        assertThat(rows)
                .filteredOn(row -> row.label().equals("BLANK_HINTS"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.fileCount()).isEmpty();
                    assertThat(row.fileSize()).isEmpty();
                });
        assertThat(rows)
                .filteredOn(row -> row.label().equals("STALE_HINTS"))
                .singleElement()
                .satisfies(row -> assertThat(row.fileCount()).hasValue(99));
    }

    @Test
    void sizesAndDigestsMayBeUnknown() {
        Session session = quirks.session("CATALOGUES");
        Resource sizes = session.scan("1").resource("SIZES");
        List<FileRow> rows = files(catalogue(start(quirks)), scanAddress(session, "1", sizes.id()));
        assertThat(rows)
                .filteredOn(row -> row.path().equals("zero.dcm"))
                .singleElement()
                .satisfies(row -> assertThat(row.size()).hasValue(0));
        assertThat(rows)
                .filteredOn(row -> row.path().equals("no-size-no-digest.dcm"))
                .singleElement()
                .satisfies(row -> assertThat(row.md5()).isEmpty());
        assertThat(rows)
                .filteredOn(row -> row.path().equals("no-size.dcm"))
                .singleElement()
                .satisfies(row -> assertThat(row.md5()).map(String::length).contains(32));
    }

    @Test
    @DisplayName("B-39: Nothing there is no fault")
    void b39NothingThereIsNoFault() {
        XnatCatalogue catalogue = catalogue(start(quirks));
        Set<Level> all = EnumSet.of(Level.SESSION, Level.SCAN, Level.RECONSTRUCTION, Level.ASSESSOR);
        assertThat(catalogue.resources(quirks.session("NO_SCANS").id(), all)).isEmpty();
        Session session = quirks.session("EMPTY_SCANS");
        ResourceRow empty = catalogue.resources(session.id(), all).get(0);
        assertThat(files(catalogue, address(session, empty))).isEmpty();
    }

    @Test
    @DisplayName("B-34: What is gone is said to be gone")
    void b34WhatIsGoneIsSaidToBeGone() {
        MiniatureXnat server = start(quirks);
        XnatCatalogue catalogue = catalogue(server);
        Session session = quirks.session("SCAN_IDS");
        Resource resource = session.scan("OT1").resource("DICOM");
        ResourceAddress address = scanAddress(session, "OT1", resource.id());
        ResourceAddress scanGone = scanAddress(
                session, "12-CT2", session.scan("12-CT2").resource("DICOM").id());
        resource.delete();
        session.removeScan("12-CT2");
        for (ResourceAddress gone : List.of(address, scanGone)) {
            assertThat(catchThrowableOfType(Fault.class, () -> files(catalogue, gone))
                            .code())
                    .isEqualTo(FaultCode.GONE_SINCE_PLAN);
        }
        session.delete();
        ResourceAddress sessionGone = scanAddress(session, "1", 99_999);
        assertThat(catchThrowableOfType(Fault.class, () -> files(catalogue, sessionGone))
                        .code())
                .isEqualTo(FaultCode.GONE_SINCE_PLAN);
        List<Runnable> asks = List.of(
                () -> catalogue.scans(session.id()),
                () -> catalogue.assessors(session.id()),
                () -> catalogue.reconstructions(session.id()),
                () -> catalogue.resources(session.id(), Set.of(Level.SCAN)),
                () -> catalogue.resources(session.id(), Set.of(Level.SESSION)),
                () -> catalogue.resources(session.id(), Set.of(Level.ASSESSOR)));
        for (Runnable ask : asks) {
            Fault fault = catchThrowableOfType(Fault.class, ask::run);
            assertThat(fault.code()).isEqualTo(FaultCode.GONE_SINCE_PLAN);
            assertThat(fault).hasMessageContaining("session " + session.id() + " is not on the server any more");
        }
        assertThat(time.slept()).isZero();
    }

    @Test
    void planningASessionTakesAConstantNumberOfRequests() {
        MiniatureArchive archive = MiniatureArchives.scaled(1, 40, 3, 1, 10);
        MiniatureXnat server = start(archive);
        XnatCatalogue catalogue = catalogue(server);
        catalogue.user();
        server.log().clear();
        assertThat(catalogue.resources(archive.session("S00001_MR1").id(), Set.of(Level.SCAN)))
                .hasSize(120);
        assertThat(server.log().size()).isEqualTo(1);
    }

    @Test
    @DisplayName("B-42: Scan ids that no URL can hold are reached through all scans")
    void scanIdsThatNoUrlCanHoldAreReachedThroughAllScans() {
        MiniatureArchive archive = new MiniatureArchive();
        Session session = archive.addProject("P").addSubject("S").addSession("E");
        for (String id : List.of("a b", "a;b", "50%", "ALL", "x/y", "a,b", "T1&T2", "é")) {
            session.addScan(id, "type of " + id).addResource("DICOM").addFiles(1, 10, id.hashCode() + "-%d.dcm");
        }
        XnatCatalogue catalogue = catalogue(start(archive));
        List<ResourceRow> rows = catalogue.resources(session.id(), Set.of(Level.SCAN));
        assertThat(rows).hasSize(8);
        for (ResourceRow row : rows) {
            assertThat(files(catalogue, address(session, row))).singleElement().satisfies(file -> assertThat(
                            file.path())
                    .startsWith(row.partId().hashCode() + "-"));
        }
    }
}
