package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Assessor;
import io.github.xnatpull.miniature.archive.Reconstruction;
import io.github.xnatpull.miniature.archive.Scan;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Lists the scans, reconstructions and assessors of a session (contract §2.8). */
final class PartListings {
    private static final List<String> SCAN_COLUMNS =
            List.of("ID", "type", "quality", "xsiType", "note", "series_description");
    private static final Set<String> SCAN_FIELDS = Set.of(
            "ID",
            "type",
            "UID",
            "series_description",
            "quality",
            "note",
            "frames",
            "scanner",
            "modality",
            "scanTime",
            "insert_date",
            "last_modified",
            "xsiType");
    private static final List<String> ASSESSOR_COLUMNS =
            List.of("ID", "project", "label", "date", "xsiType", "insert_date", "session_ID", "session_label");

    private PartListings() {}

    static Table scans(HttpRequest request, Session session) {
        List<String> wanted = columns(request, SCAN_COLUMNS).stream()
                .filter(SCAN_FIELDS::contains)
                .toList();
        List<String> columns = new ArrayList<>(List.of("xnat_imagescandata_id"));
        columns.addAll(wanted);
        columns.add("URI");
        return Table.of(columns, session.scans().stream().map(scan -> scan(scan, wanted)));
    }

    private static List<String> scan(Scan scan, List<String> wanted) {
        List<String> row = new ArrayList<>(List.of(Integer.toString(scan.row())));
        for (String column : wanted) {
            row.add(
                    switch (column) {
                        case "ID" -> scan.id();
                        case "type" -> scan.type();
                        default -> scan.field(column);
                    });
        }
        row.add(scan.holder().uri());
        return row;
    }

    static Table reconstructions(Session session) {
        return Table.of(
                List.of("xnat_reconstructedimagedata_id", "ID", "type", "baseScanType", "URI"),
                session.reconstructions().stream().map(PartListings::reconstruction));
    }

    private static List<String> reconstruction(Reconstruction item) {
        String uri = "/data/experiments/" + item.session().id() + "/reconstructions/" + item.id();
        return List.of(Integer.toString(item.row()), item.id(), item.type(), "", uri);
    }

    static Table assessors(HttpRequest request, Session session, Account viewer, ExperimentCells cells) {
        List<String> columns = new ArrayList<>(columns(request, ASSESSOR_COLUMNS));
        columns.replaceAll(ExperimentCells::key);
        Stream<Assessor> assessors = session.assessors().stream().filter(viewer::canRead);
        List<String> keys = new ArrayList<>(columns);
        keys.add("URI");
        return Table.of(keys, assessors.map(assessor -> {
            List<String> row = new ArrayList<>(
                    columns.stream().map(column -> cells.cell(assessor, column)).toList());
            row.add("/data/experiments/" + assessor.id());
            return row;
        }));
    }

    private static List<String> columns(HttpRequest request, List<String> standard) {
        String wanted = request.parameter("columns");
        return wanted.isEmpty()
                ? standard
                : Stream.of(wanted.split(",")).map(String::trim).distinct().toList();
    }
}
