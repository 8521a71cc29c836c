package io.github.xnatpull.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.miniature.archive.Assessor;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives and single files: contract §3 and §4. */
class MiniatureDownloadsTest {
    private static MiniatureXnat xnat;
    private static Client client;

    @BeforeAll
    static void start() {
        xnat = MiniatureXnat.start(MiniatureArchives.quirks());
        client = new Client(xnat);
        xnat.archive().session("DERIVED").addResource("BIG").addFile("thousand.bin", 1000);
    }

    @AfterAll
    static void stop() {
        xnat.close();
    }

    private static Session session(String label) {
        return xnat.archive().session(label);
    }

    private static List<String> names(String path) throws IOException {
        List<String> names = new ArrayList<>();
        HttpResponse<byte[]> response = client.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(response.body()));
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            zip.readAllBytes();
            names.add(entry.getName());
        }
        return names;
    }

    private static String zip(Session session, String below) {
        return "/data/experiments/" + session.id() + below + "/files?format=zip";
    }

    @Test
    void entryNamesBearTheScansIdAndTypeInWordCharacters() throws IOException {
        assertThat(names(zip(session("SCAN_TYPES"), "/scans/2/resources/DICOM")))
                .containsExactly(
                        "SCAN_TYPES/scans/2-T2_FLAIR__ax_/resources/DICOM/files/0001.dcm",
                        "SCAN_TYPES/scans/2-T2_FLAIR__ax_/resources/DICOM/files/0002.dcm");
        assertThat(names(zip(session("SCAN_TYPES"), "/scans/8")))
                .first()
                .isEqualTo("SCAN_TYPES/scans/8-_/resources/DICOM/files/0001.dcm");
        assertThat(names(zip(session("SCAN_TYPES"), "/scans/1")))
                .first()
                .isEqualTo("SCAN_TYPES/scans/1/resources/DICOM/files/0001.dcm");
    }

    @Test
    void substitutionAlsoHitsFoldersOfFiles() throws IOException {
        assertThat(names(zip(session("SCAN_IDS"), "/scans/1/resources/DICOM")))
                .contains("SCAN_IDS/scans/1-T1w/resources/DICOM/files/1-T1w/inside.dcm")
                .contains("SCAN_IDS/scans/1-T1w/resources/DICOM/files/files/1-T1w/deep.dcm")
                .contains("SCAN_IDS/scans/1-T1w/resources/DICOM/files/SCAN_IDS/named-like-its-session.dcm");
    }

    @Test
    void unlabelledResourcesKeepTheirNumber() throws IOException {
        Resource unlabelled =
                session("RESOURCE_LABELS").scan("1").holder().resources().get(0);
        assertThat(names(zip(session("RESOURCE_LABELS"), "/scans/1/resources/" + unlabelled.id())))
                .first()
                .isEqualTo("RESOURCE_LABELS/scans/1-T1w/resources/" + unlabelled.id() + "/files/0001.dcm");
    }

    @Test
    void otherLevelsHaveTheirOwnRoots() throws IOException {
        Session session = session("DERIVED");
        Assessor assessor = session.assessors().get(1);
        assertThat(names(zip(session, "/resources/NOTES")))
                .containsExactly("DERIVED/resources/NOTES/files/sub dir/a b#1.txt");
        assertThat(names(zip(session, "/assessors/" + assessor.id())))
                .containsExactly("DERIVED_FS/out/resources/DATA/files/aseg.stats");
        assertThat(names(zip(session, "/reconstructions/R1")))
                .containsExactly("DERIVED/reconstructions/R1-mean/out/resources/NIFTI/files/mean.nii");
        assertThat(names("/data/projects/QUIRKS/subjects/Q01/files?format=zip"))
                .containsExactly("Q01/resources/CONSENT/files/consent.pdf");
        assertThat(names("/data/projects/QUIRKS/files?format=zip"))
                .containsExactly("QUIRKS/resources/PROTOCOL/files/protocol.pdf");
        assertThat(names("/data/experiments/" + session.id() + "/files?format=zip&all=true"))
                .contains("DERIVED/scans/1/resources/DICOM/files/0001.dcm");
    }

    @Test
    void sharedSessionsUnpackUnderTheOwnersLabel() throws IOException {
        assertThat(
                        names(
                                "/data/projects/QUIRKS/subjects/SHARED_SUBJECT/experiments/SHARED_LABEL/scans/1/files?format=zip"))
                .first()
                .isEqualTo("OWNERS_LABEL/scans/1-T1w/resources/DICOM/files/0001.dcm");
    }

    @Test
    void aDoubledNameEndsAnArchiveEarlyAndProperly() throws IOException {
        assertThat(names(zip(session("RESOURCE_LABELS"), "/scans/1/resources/DICOM")))
                .hasSize(3);
        assertThat(names(zip(session("CATALOGUES"), "/scans/1/resources/TWICE")))
                .hasSize(1);
    }

    @Test
    void filesMissingOnDiskAreListedAndNotSent() throws IOException {
        String resource = "/data/experiments/" + session("CATALOGUES").id() + "/scans/1/resources/MISSING/files";
        assertThat(client.cells(resource + "?format=json", "Name")).contains("gone.dcm");
        assertThat(names(resource + "?format=zip")).hasSize(3);
        HttpResponse<byte[]> gone = client.get(resource + "/gone.dcm");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).isEmpty();
    }

    @Test
    void storedEntriesHaveTheirSizeInFrontAndDeflatedOnesBehind() throws IOException {
        String path = zip(session("DERIVED"), "/scans/1/resources/DICOM");
        byte[] stored = client.get(path).body();
        assertThat(stored[8]).isZero();
        assertThat(stored[6] & 8).isZero();
        assertThat((stored[22] & 0xFF) | (stored[23] & 0xFF) << 8).isEqualTo(500);
        byte[] deflated = client.get(path + "&compression=8").body();
        assertThat(deflated[8]).isEqualTo((byte) 8);
        assertThat(deflated[6] & 8).isEqualTo(8);
        assertThat(names(path + "&compression=8")).isEqualTo(names(path));
        assertThat(client.get(path + "&compression=x").statusCode()).isEqualTo(400);
    }

    @Test
    void archivesHaveNoLengthAndAnOddName() {
        HttpResponse<byte[]> zip = client.get(zip(session("DERIVED"), "/scans/1/resources/DICOM"));
        assertThat(zip.headers().firstValue("Content-Length")).isEmpty();
        assertThat(zip.headers().firstValue("Last-Modified")).isEmpty();
        assertThat(zip.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"DERIVED.zip\";");
    }

    @Test
    void tarHasItsOwnTypeAndBlocks() {
        HttpResponse<byte[]> tar =
                client.get(zip(session("DERIVED"), "/scans/1/resources/DICOM").replace("zip", "tar"));
        assertThat(tar.headers().firstValue("Content-Type")).contains("application/x-tar");
        assertThat(tar.body().length % 512).isZero();
        assertThat(new String(tar.body(), 257, 5, StandardCharsets.US_ASCII)).isEqualTo("ustar");
    }

    @DisplayName("Ranges of a file of 1000 bytes")
    @ParameterizedTest(name = "{0} → {1} {2}, {3} bytes")
    @CsvSource(
            nullValues = "-",
            value = {
                "bytes=0-99, 206, bytes 0-99/1000, 100",
                "bytes=100-, 206, bytes 100-999/1000, 900",
                "bytes=-50, 206, bytes 950-999/1000, 50",
                "'bytes=0-1,5-6', 501, -, -"
            })
    void ranges(String range, int status, String contentRange, Integer bytes) {
        HttpResponse<byte[]> response = client.get(big(), "Range", range);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Range").orElse(null)).isEqualTo(contentRange);
        if (bytes != null) {
            assertThat(response.body()).hasSize(bytes);
        }
    }

    private static String big() {
        return session("DERIVED").resource("BIG").uri() + "/files/thousand.bin";
    }

    @Test
    void aPartIsThatPart() {
        byte[] whole = client.get(big()).body();
        assertThat(client.get(big(), "Range", "bytes=400-").body()).isEqualTo(Arrays.copyOfRange(whole, 400, 1000));
    }

    @Test
    void aRangePastTheEndPromisesMoreThanItSends() throws IOException {
        String reply = raw("GET " + big() + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + Client.basic("demo", "demo")
                + "\r\nRange: bytes=990-2000\r\n\r\n");
        assertThat(reply)
                .startsWith("HTTP/1.1 206 ")
                .contains("Content-Length: 1011\r\n", "Content-Range: bytes 990-2000/1000");
        assertThat(reply.substring(reply.indexOf("\r\n\r\n") + 4)).hasSize(10);
    }

    @ParameterizedTest(name = "[{index}] what is no request is not waited for: the connection is closed at once")
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001 a b\n rest of a TLS greeting",
                "one two three\n",
                "GET / HTTP/3\n",
                "GET  HTTP/1.1\n"
            })
    @Timeout(10)
    void whatIsNoRequestEndsTheConnection(String bytes) throws IOException {
        assertThat(raw(bytes)).isEmpty();
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", xnat.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(reply);
            return reply.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void anOpenRangeBreaksAnArchiveAndABoundedOneIsIgnored() {
        String zip = zip(session("DERIVED"), "/scans/1/resources/DICOM");
        assertThat(client.get(zip, "Range", "bytes=0-").statusCode()).isEqualTo(500);
        HttpResponse<byte[]> bounded = client.get(zip, "Range", "bytes=0-99");
        assertThat(bounded.statusCode()).isEqualTo(200);
        assertThat(bounded.body()).hasSizeGreaterThan(100);
    }

    @Test
    void conditionsGoByTheTimeOfTheFile() {
        String modified =
                client.get(big()).headers().firstValue("Last-Modified").orElseThrow();
        assertThat(modified).isEqualTo("Thu, 1 Feb 2024 10:15:00 GMT");
        assertThat(client.get(big(), "If-Modified-Since", modified).statusCode())
                .isEqualTo(304);
        assertThat(client.get(big(), "If-Unmodified-Since", modified, "Range", "bytes=10-")
                        .statusCode())
                .isEqualTo(206);
        assertThat(client.get(big(), "If-Unmodified-Since", "Wed, 31 Jan 2024 10:15:00 GMT")
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void headHasTheLengthAndNoBody() {
        HttpResponse<byte[]> head = client.send("HEAD", big(), true);
        assertThat(head.headers().firstValue("Content-Length")).contains("1000");
        assertThat(head.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(head.body()).isEmpty();
        assertThat(client.get(big()).statusCode()).isEqualTo(200);
    }

    @Test
    void aFileIsWhatItsDigestSays() {
        StoredFile file = session("DERIVED").scan("1").resource("DICOM").file("0001.dcm");
        String uri = session("DERIVED").scan("1").resource("DICOM").uri() + "/files/0001.dcm";
        byte[] body = client.get(uri).body();
        assertThat(Content.of(body).md5()).isEqualTo(file.listedDigest());
        assertThat(new String(body, 128, 4, StandardCharsets.US_ASCII)).isEqualTo("DICM");
    }

    @Test
    void oneFileOrAFolderCanBeZipped() throws IOException {
        String files = session("FILE_NAMES").scan("1").resource("DICOM").uri() + "/files/";
        assertThat(names(files + "x/1.dcm?format=zip")).containsExactly("1.dcm");
        assertThat(names(files + "x/?format=zip")).containsExactly("x/1.dcm", "x/y/z/1.dcm");
        assertThat(client.cells(files + "x/?format=json", "Name")).containsExactly("1.dcm", "1.dcm");
    }
}
