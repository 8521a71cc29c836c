package io.github.xnatpull.catalogue.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.catalogue.FileRow;
import io.github.xnatpull.catalogue.InOut;
import io.github.xnatpull.catalogue.Level;
import io.github.xnatpull.catalogue.ProjectRow;
import io.github.xnatpull.catalogue.ResourceAddress;
import io.github.xnatpull.catalogue.XnatCatalogue;
import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fakes.ScriptedServer.Call;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listing must be before it is believed. */
class ListingTrustTest extends MiniatureServers {
    private static final ResourceAddress ADDRESS =
            new ResourceAddress("P", "S", "E1", Level.SCAN, "1", InOut.NONE, "7");
    private static final String WHOLE =
            "{\"ResultSet\":{\"Columns\":[{\"key\":\"URI\",\"serverRoot\":\"\"}],\"Result\":["
                    + "{\"Name\":\"a\",\"URI\":\"/data/experiments/E1/scans/1/resources/7/files/a\",\"cat_ID\":\"7\",\"Size\":\"1\",\"digest\":\"\"},"
                    + "{\"Name\":\"b\",\"URI\":\"/data/experiments/E1/scans/1/resources/7/files/x/b\",\"cat_ID\":\"7\"}], \"title\": \"Files\"}}";

    private final List<FileRow> files = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    private void ask(ScriptedServer.Script script) {
        ask(script, ListLimits.standard());
    }

    private void ask(ScriptedServer.Script script, ListLimits limits) {
        try (ScriptedServer server = new ScriptedServer(call -> {
            switch (call.target) {
                case "/data/JSESSION" -> call.send(200, "S1", "Set-Cookie: JSESSIONID=S1");
                case "/data/auth" -> call.send(200, "User 'demo' is logged in");
                default -> {
                    asked.incrementAndGet();
                    script.answer(call);
                }
            }
        })) {
            XnatCatalogue catalogue = open(server.url(), "demo", "demo", limits).catalogue();
            catalogue.files(ADDRESS, files::add);
        }
    }

    private Fault fault(ScriptedServer.Script script) {
        return catchThrowableOfType(Fault.class, () -> ask(script));
    }

    @Test
    void aWholeListingIsHandedOutInItsOrder() {
        ask(call -> call.json(WHOLE));
        assertThat(files).extracting(FileRow::path).containsExactly("a", "x/b");
        assertThat(files.get(1).size()).isEmpty();
    }

    @Test
    @DisplayName("B-16: A listing that is cut is asked for again and handed out once")
    void aListingThatIsCutIsAskedForAgainAndHandedOutOnce() {
        ask(call -> call.json(asked.get() < 3 ? WHOLE.substring(0, WHOLE.length() - asked.get() * 30) : WHOLE));
        assertThat(files).hasSize(2);
        assertThat(asked).hasValue(3);
    }

    @ParameterizedTest(name = "never believed: {0}")
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"ResultSet\":{}}",
                "{\"ResultSet\":{\"Result\":{}}}",
                "{\"ResultSet\":{\"Result\":[]}",
                "{\"ResultSet\":{\"Result\":[]}}x",
                "{\"items\":[{\"data_fields\":{\"ID\":\"E1\"},\"children\":[]}]}",
                "nonsense",
                "{\"ResultSet\":{\"Result\":[[]]}}",
                "{\"ResultSet\":{\"Result\":[{\"URI\":\"a"
            })
    @DisplayName("B-27: What is no whole result set is never empty")
    void whatIsNoWholeResultSetIsNeverEmpty(String body) {
        Fault fault = fault(call -> call.json(body));
        assertThat(fault.code()).isEqualTo(FaultCode.LIST_NOT_JSON);
        assertThat(fault).hasMessageStartingWith("Tried to list the files of resource 7 of scan 1 of session E1, but");
        assertThat(asked).hasValue(5);
        assertThat(files).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "3", "\"100000\""})
    @DisplayName("B-91: A listing with fewer rows than the server counts is asked for again, and never believed")
    void fewerRowsThanTheServerCountsAreNeverBelieved(String total) {
        Fault fault = fault(call -> call.json(counted(total)));
        assertThat(fault.code()).isEqualTo(FaultCode.LIST_INCOMPLETE);
        assertThat(fault).hasMessageContaining("it has 2 rows where the server counts " + total.replace("\"", ""));
        assertThat(asked).hasValue(5);
        assertThat(files).isEmpty();
    }

    @Test
    void aCountThatFitsTheSecondTimeIsBelieved() {
        ask(call -> call.json(asked.get() == 1 ? counted("\"3\"") : counted("\"2\"")));
        assertThat(files).hasSize(2);
        assertThat(asked).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "\"1\"", "\"\"", "\"many\"", "null", "{\"a\":[5]}", "\"-3\""})
    void countsThatSayNothingOfLostRowsAreNoHarm(String total) {
        ask(call -> call.json(counted(total)));
        assertThat(files).hasSize(2);
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest(name = "{0} named as ''{1}''")
    @CsvSource({
        "ISO-8859-1, application/json",
        "ISO-8859-1, application/json;charset=ISO-8859-1",
        "ISO-8859-1, application/json; charset=no-such-thing",
        "ISO-8859-1, application/json; charset=utf-8",
        "UTF-8, application/json",
        "UTF-8, application/json; charset=\"UTF-8\"",
        "UTF-16BE, application/json; charset=utf-16be"
    })
    void aListingIsReadInTheCharsetItIsWrittenIn(String written, String contentType) {
        for (int inMemory : new int[] {1 << 20, 64}) {
            files.clear();
            ask(
                    call -> call.send(
                            200, accented().getBytes(Charset.forName(written)), "Content-Type: " + contentType),
                    new ListLimits(2, 1 << 20, 1 << 20, inMemory));
            assertThat(files).extracting(FileRow::path).containsExactly("Größe", "x/né");
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void whatLooksLikeUtf8InALatin1ListingIsReadAsLatin1Too() {
        String odd = accented().replace("Größe", "GrÃ¶Ãe");
        ask(call -> call.send(200, odd.getBytes(ISO_8859_1), "Content-Type: application/json"));
        assertThat(files).extracting(FileRow::path).containsExactly("GrÃ¶Ãe", "x/né");
    }

    @Test
    void rowsReadAgainAreThereOnce() {
        String projects = "{\"ResultSet\":{\"Result\":[{\"ID\":\"P\",\"name\":\"a\"},{\"ID\":\"Q\",\"name\":\"né\"}]}}";
        try (ScriptedServer server = new ScriptedServer(call -> {
            switch (call.target) {
                case "/data/JSESSION" -> call.send(200, "S1", "Set-Cookie: JSESSIONID=S1");
                case "/data/auth" -> call.send(200, "User 'demo' is logged in");
                default -> call.send(200, projects.getBytes(ISO_8859_1), "Content-Type: application/json");
            }
        })) {
            XnatCatalogue catalogue =
                    open(server.url(), "demo", "demo", ListLimits.standard()).catalogue();
            assertThat(catalogue.projects()).extracting(ProjectRow::name).containsExactly("a", "né");
        }
    }

    @Test
    @DisplayName("B-16: A listing that is cut, in the middle of a letter too, is whole in no charset")
    void aCutListingIsWholeInNoCharset() {
        for (Charset charset : List.of(UTF_8, ISO_8859_1)) {
            String start = accented().substring(0, accented().indexOf("é") + 1);
            byte[] bytes = start.getBytes(charset);
            byte[] cut = charset.equals(UTF_8) ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
            Fault fault = fault(call -> call.send(200, cut, "Content-Type: application/json"));
            assertThat(fault.code()).isEqualTo(FaultCode.LIST_NOT_JSON);
        }
        assertThat(files).isEmpty();
    }

    @Test
    @DisplayName("B-83: Listings beyond all bounds are refused in every charset")
    void latin1ListingsAreBoundedToo() {
        ListLimits few = new ListLimits(1, 1 << 20, 1 << 20, 1 << 20);
        ListLimits bytes = new ListLimits(100, 200, 1 << 20, 1 << 20);
        byte[] body = accented().getBytes(ISO_8859_1);
        for (ListLimits limits : List.of(few, bytes)) {
            Fault fault = catchThrowableOfType(
                    Fault.class, () -> ask(call -> call.send(200, body, "Content-Type: application/json"), limits));
            assertThat(fault.code()).isEqualTo(FaultCode.LIST_TOO_LARGE);
        }
    }

    private static String accented() {
        return WHOLE.replace("files/a\"", "files/Größe\"").replace("files/x/b", "files/x/né");
    }

    private static String counted(String total) {
        return WHOLE.replace(", \"title\"", ", \"totalRecords\": " + total + ",\"title\"");
    }

    @Test
    @DisplayName("B-27: An HTML page is named as such")
    void b27AnHtmlPageIsNamedAsSuch() {
        Fault fault = fault(call -> call.send(200, "<html><title>504 Gateway Time-out</title></html>"));
        assertThat(fault.code()).isEqualTo(FaultCode.REPLY_UNEXPECTED);
        assertThat(fault).hasMessageContaining("a web page in place of a listing: '504 Gateway Time-out'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data/projects/P/subjects/S/resources/7/files/a",
                "/data/experiments/E1/resources/7/files/a",
                "/data/experiments/E2/scans/1/resources/7/files/a",
                "/data/experiments/E1/scans/2/resources/7/files/a",
                "/data/experiments/E1/scans/1/files/a",
                "/data/experiments/E1/scans/1/resources/7/files/",
                "//evil/scans/1/",
                "",
                "/data/x?/resources/7/files//data/experiments/E1/scans/1/"
            })
    void rowsAboutSomethingElseMeanThatOursIsGone(String uri) {
        Fault fault =
                fault(call -> call.json(WHOLE.replace("/data/experiments/E1/scans/1/resources/7/files/x/b", uri)));
        assertThat(fault.code()).isEqualTo(FaultCode.GONE_SINCE_PLAN);
        assertThat(files).isEmpty();
    }

    @Test
    void anIdThatEqualsAnotherScansTypeNamesBothInItsUris() {
        ask(call -> call.json(WHOLE.replace("/scans/1/", "/scans/5,1/")));
        assertThat(files).hasSize(2);
    }

    @Test
    void aResourceLabelledWithOurNumberIsNotOurs() {
        ask(call -> call.json(
                WHOLE.replace("resources/7/files/x/b\",\"cat_ID\":\"7\"", "resources/8/files/x/b\",\"cat_ID\":\"8\"")));
        assertThat(files).extracting(FileRow::path).containsExactly("a");
    }

    @Test
    void thePathIsWhatFollowsTheFirstFiles() {
        ask(call -> call.json(WHOLE.replace("files/x/b", "files/resources/7/files/y")));
        assertThat(files.get(1).path()).isEqualTo("resources/7/files/y");
    }

    @Test
    @DisplayName("B-46: Numbers nulls and strangers are tolerated")
    void b46NumbersNullsAndStrangersAreTolerated() {
        ask(call ->
                call.json(WHOLE.replace("\"Size\":\"1\"", "\"Size\":12,\"x\":null,\"y\":{\"z\":[1]},\"file_tags\":null")
                        .replace("\"digest\":\"\"", "\"digest\":\"0CC175B9C0F1B6A831C399E269772661\"")));
        assertThat(files.get(0).size()).hasValue(12);
        assertThat(files.get(0).md5()).contains("0cc175b9c0f1b6a831c399e269772661");
    }

    @Test
    void a500ForWhatIsGoneIsNotTriedAgain() {
        Fault fault = fault(call -> call.send(call.target.contains("/files") ? 500 : 404, "null"));
        assertThat(fault.code()).isEqualTo(FaultCode.GONE_SINCE_PLAN);
        assertThat(asked).hasValue(2);
    }

    @Test
    void a500ForWhatIsThereIs() {
        ask(call -> {
            if (!call.target.contains("/files")) {
                call.json("{\"ResultSet\":{\"Result\":[{\"xnat_abstractresource_id\":\"7\"}]}}");
            } else if (asked.get() < 4) {
                call.send(500, "");
            } else {
                call.json(WHOLE);
            }
        });
        assertThat(files).hasSize(2);
    }

    @Test
    @DisplayName("B-83: Listings beyond all bounds are refused")
    void b83ListingsBeyondAllBoundsAreRefused() {
        ListLimits few = new ListLimits(1, 1 << 20, 1 << 20, 1 << 20);
        ListLimits bytes = new ListLimits(100, 200, 1 << 20, 1 << 20);
        ListLimits cells = new ListLimits(100, 1 << 20, 20, 1 << 20);
        for (ListLimits limits : List.of(few, bytes, cells)) {
            Fault fault = catchThrowableOfType(Fault.class, () -> ask(call -> call.json(WHOLE), limits));
            assertThat(fault.code()).isEqualTo(FaultCode.LIST_TOO_LARGE);
        }
        assertThat(asked).hasValue(3);
    }

    @Test
    @DisplayName("B-83: An endless listing ends")
    void b83AnEndlessListingEnds() {
        Fault fault = catchThrowableOfType(
                Fault.class, () -> ask(ListingTrustTest::endless, new ListLimits(1_000, 1 << 30, 1 << 20, 100)));
        assertThat(fault.code()).isEqualTo(FaultCode.LIST_TOO_LARGE);
    }

    @Test
    @DisplayName("B-83: What is too much of several resources together is asked for one by one")
    void tooMuchTogetherIsAskedForOneByOne() {
        try (ScriptedServer server = new ScriptedServer(call -> {
            switch (call.target) {
                case "/data/JSESSION" -> call.send(200, "S1", "Set-Cookie: JSESSIONID=S1");
                case "/data/auth" -> call.send(200, "User 'demo' is logged in");
                default -> {
                    asked.incrementAndGet();
                    boolean together = call.target.contains("7,8") || call.target.contains("7%2C8");
                    call.json(together ? WHOLE : ofResource(call.target.contains("/8/") ? "8" : "7"));
                }
            }
        })) {
            ListLimits one = new ListLimits(1, 1 << 20, 1 << 20, 1 << 20);
            XnatCatalogue catalogue = open(server.url(), "demo", "demo", one).catalogue();
            ResourceAddress other = new ResourceAddress("P", "S", "E1", Level.SCAN, "1", InOut.NONE, "8");
            assertThat(catalogue.filesOf(List.of(ADDRESS, other)).values())
                    .allSatisfy(found -> assertThat(found).hasSize(1));
            assertThat(asked).hasValue(3);
        }
    }

    private static String ofResource(String id) {
        return "{\"ResultSet\":{\"Result\":[{\"Name\":\"a\",\"URI\":\"/data/experiments/E1/scans/1/resources/" + id
                + "/files/a\",\"cat_ID\":\"" + id + "\",\"Size\":\"1\",\"digest\":\"\"}]}}";
    }

    private static void endless(Call call) throws IOException {
        call.head(200, "Content-Type: application/json");
        call.raw("{\"ResultSet\":{\"Result\":[");
        for (int i = 0; i < 100_000; i++) {
            call.raw("{\"cat_ID\":\"7\",\"URI\":\"/data/experiments/E1/scans/1/resources/7/files/" + i + "\"},");
        }
    }

    @Test
    @DisplayName("B-83: A gzip bomb stays bounded")
    void b83AGzipBombStaysBounded() throws IOException {
        byte[] bomb = gzip("{\"ResultSet\":{\"Result\":[" + " ".repeat(32 << 20));
        assertThat(bomb.length).isLessThan(1 << 20);
        Fault fault = catchThrowableOfType(
                Fault.class,
                () -> ask(
                        call -> call.send(200, bomb, "Content-Encoding: gzip"),
                        new ListLimits(100, 1 << 20, 1 << 20, 64)));
        assertThat(fault.code()).isEqualTo(FaultCode.LIST_TOO_LARGE);
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
    void whatAProxyPackedIsUnpacked(String encoding) throws IOException {
        byte[] packed = gzip(WHOLE);
        ask(call -> call.send(200, packed, "Content-Encoding: " + encoding));
        assertThat(files).extracting(FileRow::path).containsExactly("a", "x/b");
    }

    @Test
    @DisplayName("B-16: A packed listing that is cut is asked for again and handed out once")
    void aPackedListingThatIsCutIsAskedForAgain() throws IOException {
        byte[] packed = gzip(WHOLE);
        ask(call -> {
            byte[] cut = Arrays.copyOf(packed, packed.length - asked.get() * 30);
            call.send(200, asked.get() == 3 ? packed : cut, "Content-Encoding: gzip");
        });
        assertThat(files).hasSize(2);
        assertThat(asked).hasValue(3);
        // Nothing but the end of the gzip's checksum is missing.
        Fault fault = fault(call -> call.send(200, Arrays.copyOf(packed, packed.length - 4), "Content-Encoding: gzip"));
        assertThat(fault.code()).isEqualTo(FaultCode.LIST_NOT_JSON);
        assertThat(fault).hasMessageContaining("the gzip in which a proxy packed it is cut or damaged");
    }

    @Test
    void whatIsNoGzipIsNotBelievedToBeOne() {
        Fault fault = fault(call -> call.send(200, WHOLE, "Content-Encoding: gzip"));
        assertThat(fault.code()).isEqualTo(FaultCode.LIST_NOT_JSON);
    }

    @Test
    void aPackedPageIsNamedAsSuch() throws IOException {
        byte[] page = gzip("<html><title>Sign on</title></html>");
        Fault fault = fault(call -> call.send(200, page, "Content-Encoding: gzip"));
        assertThat(fault).hasMessageContaining("a web page in place of a listing: 'Sign on'");
    }

    @Test
    void anotherEncodingIsNamedAndSoIsTheProxy() {
        Fault fault = fault(call -> call.send(200, WHOLE, "Content-Encoding: br"));
        assertThat(fault.code()).isEqualTo(FaultCode.REPLY_UNEXPECTED);
        assertThat(fault).hasMessageContaining("a proxy encoded the reply as 'br'");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    @DisplayName("B-43: Large listings go through a temporary file")
    void largeListingsGoThroughATemporaryFile() {
        ask(call -> call.json(WHOLE), new ListLimits(100, 1 << 20, 1 << 20, 64));
        assertThat(files).hasSize(2);
    }
}
