package io.github.xnatpull.xnat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.xnat.FileRow;
import io.github.xnatpull.xnat.RowMemory;
import io.github.xnatpull.xnat.XnatCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How a listing finds its place in memory. */
class RowMemoryTest extends ListingCase {
    private final List<String> said = new ArrayList<>();

    private final class Told implements RowMemory {
        private final long room;

        Told(long room) {
            this.room = room;
        }

        @Override
        public void restart() {
            said.add("restart");
        }

        @Override
        public boolean grow(long rows) {
            said.add("grow " + rows);
            return rows <= room;
        }

        @Override
        public void await(long rows) {
            said.add("await " + rows + " with " + files.size() + " handed out");
        }
    }

    private void list(RowMemory memory, byte[] body) {
        try (ScriptedServer server = new ScriptedServer(call -> {
            switch (call.target) {
                case "/data/JSESSION" -> call.send(200, "S1", "Set-Cookie: JSESSIONID=S1");
                case "/data/auth" -> call.send(200, "User 'demo' is logged in");
                default -> call.send(200, body, "Content-Type: application/json");
            }
        })) {
            XnatCatalogue catalogue =
                    open(server.url(), "demo", "demo", ListLimits.standard()).catalogue();
            catalogue.files(ADDRESS, memory, files::add);
        }
    }

    @Test
    @DisplayName("B-43: a listing for which there is memory is read once")
    void readOnce() {
        list(new Told(100), WHOLE.getBytes(StandardCharsets.UTF_8));
        assertThat(files).extracting(FileRow::path).containsExactly("a", "x/b");
        assertThat(said).containsExactly("restart", "grow 1", "grow 2");
    }

    @Test
    @DisplayName("B-43: without memory nothing is handed out before there is some for the whole")
    void readAgainWhereThereWasNoMemory() {
        list(new Told(1), WHOLE.getBytes(StandardCharsets.UTF_8));
        assertThat(files).extracting(FileRow::path).containsExactly("a", "x/b");
        assertThat(said).containsExactly("restart", "grow 1", "grow 2", "await 2 with 0 handed out");
    }

    @Test
    void anotherCharsetBeginsAnew() {
        list(new Told(100), WHOLE.replace("x/b", "x/é").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(files).extracting(FileRow::path).containsExactly("a", "x/é");
        assertThat(said).endsWith("restart", "grow 1", "grow 2").doesNotContain("grow 3");
    }

    @Test
    @DisplayName("B-83: a very long path counts for more than one row")
    void longPathsCountForMore() {
        list(new Told(100), WHOLE.replace("x/b", "x/" + "b".repeat(1_998)).getBytes(StandardCharsets.UTF_8));
        assertThat(said).containsExactly("restart", "grow 1", "grow 12");
    }
}
