package io.github.xnatpull.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.miniature.archive.Session;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MiniatureListingsTest {
    private static final String SESSIONS =
            "/data/projects/QUIRKS/experiments?format=json&xsiType=xnat:imageSessionData&columns=ID,"
                    + "label,project,xsiType,date,subject_ID,subject_label,insert_date,last_modified";

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

    private static String id(String label) {
        return xnat.archive().session(label).id();
    }

    @Test
    void everyCellOfAListingIsTextAndSoIsItsCount() {
        assertThat(client.text("/data/projects?format=json"))
                .startsWith("{\"ResultSet\":{\"Result\":[{\"ID\":\"QUIRKS\"")
                .endsWith(", \"totalRecords\": \"2\"}}");
    }

    @DisplayName("Listings are JSON of text cells, whatever is in them")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data/projects/QUIRKS/experiments?",
                "/data/projects/QUIRKS/subjects?",
                "/data/experiments/{SCAN_TYPES}/scans?",
                "/data/experiments/{RESOURCE_LABELS}/scans/ALL/resources?",
                "/data/experiments/{FILE_NAMES}/scans/ALL/files?",
                "/data/experiments/{DERIVED}/assessors?",
                "/data/experiments/{DERIVED}/reconstructions?"
            })
    void listingsAreJson(String path) {
        Matcher label = Pattern.compile("\\{(.*)}").matcher(path);
        String text = client.text(label.replaceAll(match -> id(match.group(1))) + "format=json");
        JsonNode rows =
                JsonMapper.builder().build().readTree(text).get("ResultSet").get("Result");
        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).isNotEmpty().allMatch(JsonNode::isString));
    }

    @Test
    void itemsAreJsonOfAnotherShape() {
        String text = client.text("/data/experiments/" + id("SCAN_TYPES") + "?format=json");
        JsonNode item = JsonMapper.builder().build().readTree(text).get("items").get(0);
        assertThat(item.get("data_fields").get("label").asString()).isEqualTo("SCAN_TYPES");
        assertThat(item.get("children").get(0).get("items")).hasSize(13);
    }

    @Test
    void resourceListingHasATitleAndACount() {
        assertThat(client.text("/data/experiments/" + id("NO_SCANS") + "/resources?format=json"))
                .isEqualTo("{\"ResultSet\":{\"Result\":[], \"totalRecords\": \"0\",\"title\": \"Resources\"}}");
    }

    @Test
    void fileListingHasColumnsAndATitleButNoCount() {
        assertThat(client.text("/data/experiments/" + id("SCAN_IDS") + "/scans/1/resources/NOPE/files?format=json"))
                .isEqualTo(
                        "{\"ResultSet\":{\"Columns\":[{\"key\":\"URI\",\"serverRoot\":\"\"}],\"Result\":[], \"title\": \"Files\"}}");
    }

    @Test
    void allFourSpellingsOfARootAreOne() {
        String path = "/experiments/" + id("SCAN_IDS") + "/scans?format=json";
        assertThat(client.text("/data" + path))
                .isEqualTo(client.text("/data/archive" + path))
                .isEqualTo(client.text("/REST" + path))
                .isEqualTo(client.text("/REST/archive" + path));
    }

    @Test
    void underTheImagingRootSharedRowsKeepTheOwnersLabels() {
        assertThat(client.cells(SESSIONS, "label"))
                .contains("OWNERS_LABEL", "SAME_LABEL")
                .doesNotContain("SHARED_LABEL", "CLINICAL");
        assertThat(client.cells(SESSIONS, "session_ID")).contains(id("OWNERS_LABEL"));
    }

    @Test
    void withoutARootSharedRowsBearTheSharingLabels() {
        String all = "/data/projects/QUIRKS/experiments?format=json&columns=ID,label,project,subject_label";
        assertThat(client.cells(all, "label"))
                .contains("SHARED_LABEL", "SAME_LABEL", "CLINICAL")
                .doesNotContain("OWNERS_LABEL", "DERIVED_QC");
        assertThat(client.cells(all, "subject_label"))
                .contains("SHARED_SUBJECT")
                .doesNotContain("OWNERS_SUBJECT");
        assertThat(client.cells(all, "project")).containsOnly("QUIRKS");
        assertThat(client.cells(all, "xnat:subjectassessordata/id")).contains(id("OWNERS_LABEL"));
    }

    @Test
    void globalListingShowsTheOwner() {
        String one = "/data/experiments?format=json&ID=" + id("OWNERS_LABEL");
        assertThat(client.cells(one, "label")).containsExactly("OWNERS_LABEL");
        assertThat(client.cells(one, "project")).containsExactly("OWNER");
    }

    @Test
    void aQueryThatFailsIsTwoHundredWithoutAByte() {
        assertThat(client.text("/data/projects/QUIRKS/experiments?format=json&xsiType=no:suchType"))
                .isEmpty();
    }

    @Test
    void unknownColumnsAreDroppedAndPathsComeBackInLowerCase() {
        String path =
                "/data/projects/QUIRKS/experiments?format=json&xsiType=fs:fsData&columns=label,bogus,session_label,"
                        + "fs:fsData/measures/volumetric/ICV";
        assertThat(client.text(path))
                .contains("\"fs:fsdata/measures/volumetric/icv\":\"1500000.5\"")
                .doesNotContain("bogus");
        assertThat(client.cells(path, "session_label")).containsExactly("DERIVED");
    }

    @Test
    void aScanSegmentMeansIdsAndTypes() {
        String path = "/data/experiments/" + id("SCAN_IDS") + "/scans/2/resources?format=json";
        assertThat(client.cells(path, "cat_id")).containsExactly("2", "3");
    }

    @Test
    void typesAreReachedByNullSlashAndComma() {
        String scans = "/data/experiments/" + id("SCAN_TYPES") + "/scans/";
        assertThat(client.cells(scans + "NULL/resources?format=json", "cat_id")).containsExactly("1");
        assertThat(client.cells(scans + "a%5BSLASH%5Db/resources?format=json", "cat_id"))
                .containsExactly("3");
        assertThat(client.cells(scans + "a%5BCOMMA%5Db/resources?format=json", "cat_id"))
                .containsExactly("4");
        assertThat(client.get(scans + "T1%20%26%20T2/resources?format=json").statusCode())
                .isEqualTo(404);
        assertThat(client.cells(scans + "ALL/resources?format=json", "cat_id")).hasSize(13);
        assertThat(client.get(scans + "all/resources?format=json").statusCode()).isEqualTo(404);
    }

    @Test
    void rawUrisHoldNumericIdsAndWholePaths() {
        Session session = xnat.archive().session("DERIVED");
        long id = session.resource("NOTES").id();
        String path = "/data/experiments/" + session.id() + "/resources/NOTES/files?format=json";
        assertThat(client.cells(path, "URI"))
                .containsExactly("/data/experiments/" + session.id() + "/resources/" + id + "/files/sub dir/a b#1.txt");
        assertThat(client.cells(path, "Name")).containsExactly("a b#1.txt");
    }

    @Test
    void sizesAndDigestsMayBeBlank() {
        String path = "/data/experiments/" + id("CATALOGUES") + "/scans/1/resources/SIZES/files?format=json";
        assertThat(client.cells(path, "Size")).containsExactly("0", "", "500", "");
        assertThat(client.cells(path, "digest")).element(2).isEqualTo("");
    }

    @Test
    void allTrueTakesTheTreeButNoInputs() {
        String path = "/data/experiments/" + id("DERIVED") + "/resources?format=json&all=true";
        assertThat(client.cells(path, "label")).containsExactly("NOTES", "DICOM", "NIFTI", "REPORT", "DATA", "GENERIC");
    }

    @Test
    void sessionWithSharesListsThem() {
        String path = "/data/experiments/" + id("OWNERS_LABEL") + "/projects?format=json";
        assertThat(client.cells(path, "ID")).containsExactly("OWNER", "QUIRKS");
        assertThat(client.cells(path, "label")).containsExactly("OWNERS_LABEL", "SHARED_LABEL");
        assertThat(client.text(path)).doesNotContain("totalRecords");
    }
}
