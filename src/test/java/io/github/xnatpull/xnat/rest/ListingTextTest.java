package io.github.xnatpull.xnat.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.ProjectRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a listing on their way to text: charsets, and what proxies pack. */
class ListingTextTest extends ListingCase {
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
}
