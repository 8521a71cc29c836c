package io.github.xnatpull.xnat.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceAddress;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Generic resources of assessors: only the listing of everything has them, and only the session's path leads to them. */
class GenericResourcesTest extends MiniatureServers {
    private static String resources(String... rows) {
        return "{\"ResultSet\":{\"Result\":[" + String.join(",", rows) + "], \"title\": \"Resources\"}}";
    }

    private static String row(String id, String category, String categoryId) {
        return "{\"xnat_abstractresource_id\":\"" + id + "\",\"label\":\"L" + id + "\",\"category\":\"" + category
                + "\",\"cat_id\":\"" + categoryId + "\",\"file_count\":\"1\",\"file_size\":\"\"}";
    }

    private static void answer(ScriptedServer.Call call) throws IOException {
        switch (call.target.replace("?format=json", "").replace("&format=json", "")) {
            case "/data/JSESSION" -> call.send(200, "S1", "Set-Cookie: JSESSIONID=S1");
            case "/data/auth" -> call.send(200, "User 'demo' is logged in");
            case "/data/experiments/E1/assessors" -> call.json(resources("{\"ID\":\"A1\"}"));
            case "/data/experiments/E1/assessors/ALL/out/resources" ->
                call.json(resources(row("1", "assessors", "A1")));
            case "/data/experiments/E1/assessors/ALL/in/resources" -> call.json(resources(row("2", "assessors", "A1")));
            case "/data/experiments/E1/resources?all=true" ->
                call.json(resources(
                        row("9", "resources", ""),
                        row("8", "scans", "1"),
                        row("1", "assessors", "A1"),
                        row("3", "assessors", "A1")));
            case "/data/experiments/E1/resources/3/files" ->
                call.json(
                        "{\"ResultSet\":{\"Columns\":[{\"key\":\"URI\",\"serverRoot\":\"\"}],\"Result\":[{\"Name\":\"a\",\"Size\":\"4\","
                                + "\"URI\":\"/data/experiments/E1/resources/3/files/sub/a\",\"cat_ID\":\"3\",\"digest\":\"\"}], \"title\": \"Files\"}}");
            default -> call.send(404, "");
        }
    }

    @Test
    void whatIsNeitherOutNorInIsGeneric() {
        try (ScriptedServer server = new ScriptedServer(GenericResourcesTest::answer)) {
            XnatCatalogue catalogue =
                    open(server.url(), "demo", "demo", ListLimits.standard()).catalogue();
            assertThat(catalogue.resources("E1", Set.of(Level.ASSESSOR)))
                    .extracting(ResourceRow::id, ResourceRow::partId, ResourceRow::inOut)
                    .containsExactly(
                            tuple("1", "A1", InOut.OUT), tuple("2", "A1", InOut.IN), tuple("3", "A1", InOut.NONE));
            List<FileRow> files = new ArrayList<>();
            catalogue.files(new ResourceAddress("P", "S", "E1", Level.ASSESSOR, "A1", InOut.NONE, "3"), files::add);
            assertThat(files).extracting(FileRow::path).containsExactly("sub/a");
        }
    }
}
