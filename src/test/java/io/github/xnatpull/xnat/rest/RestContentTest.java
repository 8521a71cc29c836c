package io.github.xnatpull.xnat.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.MiniatureXnat;
import io.github.xnatpull.miniature.archive.Content;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.StoredFile;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.XnatContent;
import io.github.xnatpull.xnat.XnatContent.Body;
import io.github.xnatpull.xnat.XnatContent.ResumePoint;
import io.github.xnatpull.xnat.rest.RestCatalogues.OpenServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestContentTest extends MiniatureServers {
    private final MiniatureArchive archive = new MiniatureArchive();
    private final Session session = archive.addProject("P").addSubject("S").addSession("E");
    private final Resource resource = session.addScan("1", "T1w").addResource("DICOM");
    private final ResourceAddress address = scanAddress(session, "1", resource.id());

    private static byte[] bytes(StoredFile file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.content().write(out, 0, file.content().size());
        return out.toByteArray();
    }

    private static byte[] all(Body body) throws IOException {
        try (body) {
            return body.stream().readAllBytes();
        }
    }

    @Test
    @DisplayName("B-42: Every addressable file arrives byte for byte")
    void everyAddressableFileArrivesByteForByte() throws IOException {
        MiniatureArchive quirks = MiniatureArchives.quirks();
        OpenServer server = open(start(quirks, new MiniatureXnat.Settings().contextPath("/xnat")));
        int unaddressable = 0;
        for (String label : List.of("FILE_NAMES", "SCAN_IDS", "RESOURCE_LABELS", "SCAN_TYPES")) {
            Session quirky = quirks.session(label);
            for (ResourceRow row : server.catalogue().resources(quirky.id(), Set.of(Level.SCAN))) {
                ResourceAddress where = address(quirky, row);
                List<FileRow> listed = new ArrayList<>();
                server.catalogue().files(where, listed::add);
                for (FileRow file : listed) {
                    if (server.content().isAddressable(file.path())) {
                        byte[] expected = bytes(quirks.findResource(Long.parseLong(row.id()))
                                .orElseThrow()
                                .file(file.path()));
                        assertThat(all(server.content().file(where, file.path(), Optional.empty())))
                                .as(file.path())
                                .isEqualTo(expected);
                    } else {
                        unaddressable++;
                    }
                }
            }
        }
        assertThat(unaddressable).isEqualTo(3);
    }

    @ParameterizedTest(name = "B-42 {0} is not asked for")
    @ValueSource(strings = {"50%.dcm", "a;b.dcm", "a\\b", "../x", "scans.zip/1.dcm", "x/y.JAR!z"})
    void whatNoUrlCanNameIsAFault(String path) {
        XnatContent content = content(start(archive));
        assertThat(content.isAddressable(path)).isFalse();
        assertThat(catchThrowableOfType(Fault.class, () -> content.file(address, path, Optional.empty()))
                        .code())
                .isEqualTo(FaultCode.UNADDRESSABLE);
    }

    @Test
    void aBodySaysHowLongItIsAndOfWhen() throws IOException {
        resource.addFile("a.dcm", 1000);
        try (Body body = content(start(archive)).file(address, "a.dcm", Optional.empty())) {
            assertThat(body.length()).hasValue(1000);
            assertThat(body.total()).hasValue(1000);
            assertThat(body.offset()).isZero();
            assertThat(body.rangesOffered()).isTrue();
            assertThat(body.lastModified()).endsWith("GMT");
        }
    }

    @Test
    @DisplayName("B-21: An interrupted file goes on where it was left")
    void anInterruptedFileGoesOnWhereItWasLeft() throws IOException {
        StoredFile file = resource.addFile("a.dcm", 1000);
        XnatContent content = content(start(archive));
        String modified;
        try (Body body = content.file(address, "a.dcm", Optional.empty())) {
            modified = body.lastModified();
        }
        Body rest = content.file(address, "a.dcm", Optional.of(new ResumePoint(400, 1000, modified)));
        assertThat(rest.offset()).isEqualTo(400);
        assertThat(rest.total()).hasValue(1000);
        assertThat(rest.length()).hasValue(600);
        byte[] expected = bytes(file);
        assertThat(all(rest)).isEqualTo(java.util.Arrays.copyOfRange(expected, 400, 1000));
    }

    @Test
    @DisplayName("B-25: A file that changed comes whole")
    void b25AFileThatChangedComesWhole() throws IOException {
        StoredFile file = resource.addFile("a.dcm", 1000);
        MiniatureXnat server = start(archive);
        XnatContent content = content(server);
        String modified;
        try (Body body = content.file(address, "a.dcm", Optional.empty())) {
            modified = body.lastModified();
        }
        file.replaceWith(Content.text("x".repeat(1000)))
                .modifiedAt(Instant.now().plus(Duration.ofHours(1)));
        Body whole = content.file(address, "a.dcm", Optional.of(new ResumePoint(400, 1000, modified)));
        assertThat(whole.offset()).isZero();
        assertThat(all(whole)).hasSize(1000);
    }

    @Test
    void nothingIsAskedForPastTheEnd() throws IOException {
        resource.addFile("a.dcm", 1000);
        MiniatureXnat server = start(archive);
        XnatContent content = content(server);
        for (ResumePoint pointless : List.of(
                new ResumePoint(1000, 1000, "Sat, 21 Nov 2026 00:00:00 GMT"),
                new ResumePoint(0, 1000, "Sat, 21 Nov 2026 00:00:00 GMT"),
                new ResumePoint(10, 1000, ""))) {
            assertThat(all(content.file(address, "a.dcm", Optional.of(pointless))))
                    .hasSize(1000);
        }
        assertThat(server.log().lines())
                .noneSatisfy(line -> assertThat(line.request().header("Range")).isNotEmpty());
    }

    /** Answers the login, and everything else as scripted. */
    private ScriptedServer scripted(ScriptedServer.Script script) {
        return new ScriptedServer(call -> {
            if (call.target.equals("/data/JSESSION")) {
                call.send(200, "S1", "Set-Cookie: JSESSIONID=S1");
            } else if (call.target.equals("/data/auth")) {
                call.send(200, "User 'demo' is logged in");
            } else {
                script.answer(call);
            }
        });
    }

    private Body resumed(ScriptedServer server) {
        return open(server.url(), "demo", "demo", ListLimits.standard())
                .content()
                .file(address, "a", Optional.of(new ResumePoint(4, 10, "Sat, 21 Nov 2026 00:00:00 GMT")));
    }

    @ParameterizedTest(name = "B-25 {0} is never spliced")
    @ValueSource(
            strings = {"bytes 3-9/10", "bytes 4-9/11", "bytes 4-8/10", "bytes */10", "", "bytes 4-9/*", "lines 4-9/10"})
    @DisplayName("B-25: A wrong content range starts again")
    void aWrongContentRangeStartsAgain(String range) throws IOException {
        try (ScriptedServer server = scripted(call -> {
            if (call.header("Range").isEmpty()) {
                call.send(200, "0123456789", "Content-Disposition: attachment");
            } else {
                call.send(206, "456789", "Content-Range: " + range, "Last-Modified: Sat, 21 Nov 2026 00:00:00 GMT");
            }
        })) {
            Body body = resumed(server);
            assertThat(body.offset()).isZero();
            assertThat(all(body)).asString().isEqualTo("0123456789");
        }
    }

    @ParameterizedTest(name = "B-25 after {0} the file comes whole")
    @ValueSource(ints = {200, 206, 412, 416, 500, 501})
    @DisplayName("B-25: Refused or ignored ranges start again")
    void refusedOrIgnoredRangesStartAgain(int status) throws IOException {
        try (ScriptedServer server = scripted(call -> {
            boolean asked = !call.header("Range").isEmpty();
            assertThat(call.header("If-Unmodified-Since").isEmpty()).isNotEqualTo(asked);
            call.send(
                    asked ? status : 200,
                    "0123456789",
                    "Content-Range: bytes 4-9/10",
                    "Last-Modified: Sun, 22 Nov 2026 00:00:00 GMT");
        })) {
            Body body = resumed(server);
            assertThat(body.offset()).isZero();
            assertThat(all(body)).asString().isEqualTo("0123456789");
        }
    }

    @Test
    @DisplayName("B-36: A file that is not there is missing, not gone")
    void b36AFileThatIsNotThereIsMissingNotGone() {
        resource.addFile("gone.dcm", 10).missingOnDisk();
        MiniatureXnat server = start(archive);
        Fault fault =
                catchThrowableOfType(Fault.class, () -> content(server).file(address, "gone.dcm", Optional.empty()));
        assertThat(fault.code()).isEqualTo(FaultCode.FILE_MISSING);
        assertThat(fault).hasMessageContaining("download file 'gone.dcm' of resource " + resource.id() + " of scan 1");
    }

    @Test
    @DisplayName("B-16: A body that is cut throws")
    void b16ABodyThatIsCutThrows() throws IOException {
        try (ScriptedServer server = scripted(call -> {
            call.head(200, "Content-Length: 100", "Content-Disposition: attachment");
            call.raw("short");
            call.hangUp();
        })) {
            Body body = open(server.url(), "demo", "demo", ListLimits.standard())
                    .content()
                    .file(address, "a", Optional.empty());
            assertThatThrownBy(() -> all(body)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void archivesAreZips() throws IOException {
        resource.addFiles(3, 500);
        List<String> names = new ArrayList<>();
        try (Body body = content(start(archive)).archive(address);
                ZipInputStream zip = new ZipInputStream(body.stream())) {
            assertThat(body.length()).isEmpty();
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).hasSize(3).allSatisfy(name -> assertThat(name)
                .startsWith("E/scans/1-T1w/resources/DICOM/files/"));
    }

    @Test
    void anArchiveOfNothingIsNotFound() {
        XnatContent content = content(start(archive));
        assertThat(catchThrowableOfType(Fault.class, () -> content.archive(address))
                        .code())
                .isEqualTo(FaultCode.NOT_FOUND);
    }

    @Test
    @DisplayName("B-34: An archive of what is gone is gone")
    void anArchiveOfWhatIsGoneIsGone() {
        MiniatureXnat server = start(archive);
        session.delete();
        Fault fault = catchThrowableOfType(Fault.class, () -> content(server).archive(address));
        assertThat(fault.code()).isIn(FaultCode.GONE_SINCE_PLAN, FaultCode.NOT_FOUND);
        assertThat(time.slept()).isZero();
    }

    @Test
    @DisplayName("B-27: A page in place of an archive is never data")
    void b27APageInPlaceOfAnArchiveIsNeverData() {
        try (ScriptedServer server =
                scripted(call -> call.send(200, "<!DOCTYPE html>\n<html><body>Please log in</body></html>"))) {
            XnatContent content =
                    open(server.url(), "demo", "demo", ListLimits.standard()).content();
            Fault fault = catchThrowableOfType(Fault.class, () -> content.archive(address));
            assertThat(fault.code()).isEqualTo(FaultCode.REPLY_UNEXPECTED);
            assertThat(fault).hasMessageContaining("a web page in place of an archive: 'Please log in'");
            assertThat(server.count("POST", "/data/JSESSION")).isEqualTo(1);
            Fault file = catchThrowableOfType(Fault.class, () -> content.file(address, "a.dcm", Optional.empty()));
            assertThat(file.code()).isEqualTo(FaultCode.REPLY_UNEXPECTED);
            Fault page = catchThrowableOfType(Fault.class, () -> content.file(address, "a.html", Optional.empty()));
            assertThat(page.code()).isEqualTo(FaultCode.REPLY_UNEXPECTED);
        }
    }

    @Test
    @DisplayName("B-27: A login page means a new login and then the data")
    void b27ALoginPageMeansANewLoginAndThenTheData() throws IOException {
        try (ScriptedServer server = new ScriptedServer(call -> {
            boolean renewed = call.header("Cookie").contains("S2");
            if (call.target.equals("/data/JSESSION")) {
                call.send(200, "", "Set-Cookie: JSESSIONID=" + (call.number == 1 ? "S1" : "S2"));
            } else if (call.target.equals("/data/auth")) {
                boolean known = renewed || call.number == 2;
                call.send(known ? 200 : 302, "User 'demo' is logged in", "Location: /app/template/Login.vm");
            } else {
                call.send(200, renewed ? "PK\3\4rest" : "<html>Login</html>");
            }
        })) {
            XnatContent content =
                    open(server.url(), "demo", "demo", ListLimits.standard()).content();
            assertThat(all(content.archive(address))).asString().isEqualTo("PK\3\4rest");
            assertThat(server.count("POST", "/data/JSESSION")).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("B-27: Other bytes are no archive and shown")
    void otherBytesAreNoArchiveAndShown() {
        try (ScriptedServer server =
                scripted(call -> call.send(200, call.target.contains("/1/") ? "" : "{\"error\": \u001b[1m}"))) {
            XnatContent content =
                    open(server.url(), "demo", "demo", ListLimits.standard()).content();
            Fault fault = catchThrowableOfType(Fault.class, () -> content.archive(scanAddress(session, "2", 5)));
            assertThat(fault.code()).isEqualTo(FaultCode.NOT_AN_ARCHIVE);
            assertThat(fault).hasMessageContaining("it begins with '{\"error\": \\x1b[1m}'");
            assertThat(catchThrowableOfType(Fault.class, () -> content.archive(address)))
                    .hasMessageContaining("the reply is empty");
        }
    }

    @Test
    @DisplayName("B-27: Pages that are files are data")
    void pagesThatAreFilesAreData() throws IOException {
        resource.addFile("report.html", Content.text("<html><body>Password of the day</body></html>"));
        assertThat(all(content(start(archive)).file(address, "report.html", Optional.empty())))
                .asString(StandardCharsets.UTF_8)
                .startsWith("<html>");
    }

    @Test
    @DisplayName("B-26: A content encoding does not change the bytes")
    void b26AContentEncodingDoesNotChangeTheBytes() throws IOException {
        try (ScriptedServer server = scripted(call ->
                call.send(200, "\037\213 stored", "Content-Encoding: gzip", "Content-Disposition: attachment"))) {
            XnatContent content =
                    open(server.url(), "demo", "demo", ListLimits.standard()).content();
            assertThat(all(content.file(address, "a.nii.gz", Optional.empty()))).hasSizeGreaterThan(8);
        }
    }
}
