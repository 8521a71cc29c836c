package io.github.xnatpull.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.miniature.archive.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for and not there: contract §1.3 and §1.8. */
class MiniatureNoMatchTest {
    private static MiniatureXnat xnat;
    private static Client client;

    @BeforeAll
    static void start() {
        xnat = MiniatureXnat.start(MiniatureArchives.quirks());
        client = new Client(xnat);
    }

    @AfterAll
    static void stop() {
        xnat.close();
    }

    private static String resolved(String path) {
        Session session = xnat.archive().session("DERIVED");
        return path.replace("{P}", "/data/projects/QUIRKS")
                .replace("{S}", "/data/projects/QUIRKS/subjects/Q01")
                .replace("{E}", "/data/experiments/" + session.id());
    }

    @DisplayName("Status of what does not match")
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "/data/projects/NOPE, 404",
        "/data/projects/NOPE/experiments, 404",
        "{P}/subjects/NOPE, 404",
        "{P}/bogus, 400",
        "{E}/resources/NOTES/bogus, 400",
        "/data/bogus, 404",
        "/data/version, 404",
        "{S}/experiments/NOPE/files?format=json, 200",
        "{S}/experiments/NOPE/files?format=zip, 200",
        "{S}/experiments/DERIVED/scans/NOPE/resources/DICOM/files?format=json, 200",
        "{P}/experiments/NOPE/resources?format=json, 200",
        "/data/experiments/NOPE/resources, 404",
        "{E}/scans/NOPE/resources, 404",
        "/data/experiments/NOPE/files, 500",
        "{E}/scans/NOPE/files?format=json, 500",
        "{E}/scans/NOPE/files?format=zip, 500",
        "{E}/scans/1/resources/NOPE/files?format=json, 200",
        "{E}/scans/1/resources/NOPE/files?format=zip, 404",
        "{E}/scans/1/resources/NOPE/files?format=zip&accept-not-found=true, 204",
        "{E}/scans/1/resources/NOPE, 404",
        "{E}/scans/1/resources/999999/files?format=json, 404",
        "/data/experiments/NOPE/scans, 500",
        "{S}/experiments/NOPE/scans, 404",
        "/data/experiments/NOPE, 404",
        "/data/experiments/DERIVED, 404",
        "{P}/experiments/DERIVED, 200",
        "/data/projects/TROUBLE, 200",
        "{E}/scans/1/resources/DICOM/files/nope.dcm, 404",
        "{E}/scans?format=zip, 200"
    })
    void status(String path, int status) {
        assertThat(client.get(resolved(path)).statusCode()).isEqualTo(status);
    }

    @Test
    void anUnknownSessionYieldsItsSubjectsResources() {
        assertThat(client.cells(resolved("{S}/experiments/NOPE/files?format=json"), "Name"))
                .containsExactly("consent.pdf");
        assertThat(client.cells(resolved("{P}/experiments/NOPE/resources?format=json"), "label"))
                .containsExactly("PROTOCOL");
    }

    @Test
    void missingRoutesShowTheSessionItself() {
        for (String tail : new String[] {"scans", "assessors", "files", "scans/1/resources/DICOM/files"}) {
            assertThat(client.text(resolved("{P}/experiments/DERIVED/" + tail + "?format=json")))
                    .startsWith("{\"items\":[");
            assertThat(client.text(resolved("{P}/experiments/DERIVED/" + tail + "?format=zip")))
                    .startsWith("<html>");
        }
    }

    @Test
    void sessionFilesAreNotAllFiles() {
        assertThat(client.cells(resolved("{E}/files?format=json"), "collection"))
                .containsExactly("NOTES");
    }

    @Test
    void inAndOutOfAnAssessorAreTwoMaps() {
        String assessor = resolved("{E}/assessors/DERIVED_FS");
        assertThat(client.cells(assessor + "/resources?format=json", "label")).containsExactly("DATA");
        assertThat(client.cells(assessor + "/in/resources?format=json", "label"))
                .containsExactly("DICOM");
        assertThat(client.cells(resolved("{E}/assessors/ALL/files?format=json"), "Name"))
                .containsExactly("qc.txt", "aseg.stats");
        assertThat(client.cells(resolved("{E}/assessors/fs:fsData/files?format=json"), "URI"))
                .singleElement()
                .asString()
                .contains("/assessors/", "/out/resources/");
        assertThat(client.cells(resolved("{E}/reconstructions/R2/in/resources?format=json"), "label"))
                .containsExactly("DICOM");
    }

    @Test
    void doubledLabelsAreMergedInFilesAndNotFoundAlone() {
        String scan =
                "/data/experiments/" + xnat.archive().session("RESOURCE_LABELS").id() + "/scans/1";
        assertThat(client.cells(scan + "/resources/DICOM/files?format=json", "Name"))
                .hasSize(5);
        assertThat(client.get(scan + "/resources/DICOM").statusCode()).isEqualTo(404);
        assertThat(client.cells(scan + "/resources/NULL/files?format=json", "Name"))
                .hasSize(4);
        assertThat(client.get(scan + "/resources/4711/files").statusCode()).isEqualTo(404);
        assertThat(client.cells(scan + "/resources/with%20space/files?format=json", "Name"))
                .isEmpty();
    }

    @Test
    void aListOfNumbersTellsItsRowsApart() {
        var resources =
                xnat.archive().session("RESOURCE_LABELS").scan("1").holder().resources();
        String ids = resources.get(0).id() + "," + resources.get(2).id();
        String path = "/data/experiments/"
                + xnat.archive().session("RESOURCE_LABELS").id() + "/scans/ALL/resources/" + ids + "/files?format=json";
        assertThat(client.cells(path, "cat_ID"))
                .containsExactly(
                        "" + resources.get(0).id(),
                        "" + resources.get(0).id(),
                        "" + resources.get(0).id(),
                        "" + resources.get(2).id(),
                        "" + resources.get(2).id(),
                        "" + resources.get(2).id());
        assertThat(client.cells(path, "URI"))
                .first()
                .asString()
                .contains("/scans/1/resources/" + resources.get(0).id() + "/files/");
    }

    @Test
    void amongSeveralResourcesOnlyTheFirstIsSearchedForAFile() {
        String scan =
                "/data/experiments/" + xnat.archive().session("RESOURCE_LABELS").id() + "/scans/1";
        assertThat(client.get(scan + "/resources/NULL/files/other.dcm").statusCode())
                .isEqualTo(404);
        assertThat(client.get(scan + "/resources/NULL/files/0001.dcm").statusCode())
                .isEqualTo(200);
    }

    @DisplayName("Accept is looked at before format")
    @ParameterizedTest(name = "{0} with {1} → {2}")
    @CsvSource({
        "{E}/scans?format=json, application/json, 200",
        "{E}/scans?format=json, */*, 200",
        "{E}/scans?format=csv, text/csv, 406",
        "{E}/scans/1/files?format=zip, application/zip, 406",
        "{E}?format=json, application/json, 406",
        "{E}?format=json, text/html, 200",
        "/data/auth, application/json, 406",
        "/data/JSESSION, text/plain, 200",
        "{E}/resources/NOTES, application/json, 406"
    })
    void accept(String path, String accept, int status) {
        assertThat(client.get(resolved(path), "Accept", accept).statusCode()).isEqualTo(status);
    }

    @DisplayName("Paths that never reach XNAT")
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "a%20b.dcm, 200",
        "a%2Bb.dcm, 200",
        "a%23b.dcm, 200",
        "a%26b.dcm, 200",
        "a%3Fb.dcm, 200",
        "a%5B1%5D.dcm, 200",
        "'a%2Cb.dcm', 200",
        "colon%3A1.dcm, 200",
        "%C3%A9.dcm, 200",
        "!bang.dcm, 200",
        "x/y/z/1.dcm, 200",
        "a%25b.dcm, 500",
        "a%3Bb.dcm, 500",
        "a;b.dcm, 500",
        "%2Ehidden, 500",
        "x//1.dcm, 500",
        "x/./1.dcm, 500",
        "x/../a.dcm, 500",
        "x%2F1.dcm, 400",
        "x%5C1.dcm, 400",
        "a%0Ab, 500"
    })
    void firewall(String file, int status) {
        Session session = xnat.archive().session("FILE_NAMES");
        String files = session.scan("1").resource("DICOM").uri() + "/files/";
        assertThat(client.get(files + file).statusCode()).isEqualTo(status);
    }
}
