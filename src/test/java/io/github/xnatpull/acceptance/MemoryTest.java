package io.github.xnatpull.acceptance;

import static io.github.xnatpull.fakes.Requests.archives;
import static io.github.xnatpull.fakes.Requests.fileListings;
import static io.github.xnatpull.fakes.Requests.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fakes.Fault;
import io.github.xnatpull.fakes.Faults;
import io.github.xnatpull.miniature.MiniatureArchives;
import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.plan.ListedSession;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not fit into memory fails alone and in words; what is not needed any more is let go. */
class MemoryTest {
    @TempDir
    private Path directory;

    /** Sessions of small resources, and some resources of one of them whose listing is {@code rows} long. */
    private void aHugeListingFailsAlone(String heap, int sessions, int rows, String hint) {
        MiniatureArchive archive = MiniatureArchives.scaled(sessions, 2, 1, 3, 200);
        Resource huge = archive.session("S00001_MR1")
                .addScan("9", "endless")
                .addResource("HUGE")
                .withHints(hint, hint);
        try (Scene scene = new Scene(archive, "SCALE", directory.resolve("data"))) {
            String row = "{\"Name\":\"%d.dcm\",\"Size\":\"524288\",\"URI\":\""
                    + huge.holder().uri() + "/resources/" + huge.id()
                    + "/files/%d.dcm\",\"collection\":\"HUGE\",\"file_tags\":\"\",\"file_format\":\"DICOM\","
                    + "\"file_content\":\"RAW\",\"cat_ID\":\"" + huge.id()
                    + "\",\"digest\":\"0123456789abcdef0123456789abcdef\"}";
            scene.xnat().on(fileListings().and(resource(huge.id()))).then(listing(row, rows));
            new Program()
                    .forLong(Duration.ofMinutes(15))
                    .with(heap)
                    .run(scene.pull("--transfers", "8", "--retries", "1"))
                    .with(3);
            assertThat(scene.manifest().count("status")).isEqualTo(Map.of("landed", (long) sessions * 2, "failed", 1L));
            assertThat(scene.manifest().where("status", "failed").only())
                    .containsEntry("resource_label", "HUGE")
                    .containsEntry("error_code", "XP-LIST-TOO-LARGE");
            assertThat(scene.report("failures.csv").only().get("error")).contains("of memory", "JAVA_OPTS=-Xmx");
            assertThat(scene.tree()).isEqualTo(scene.truth());
        }
    }

    private static Fault listing(String row, int rows) {
        return Faults.reply(HttpReply.of(200, "application/json", Body.chunked(out -> {
            out.write("{\"ResultSet\":{\"Result\":[".getBytes(StandardCharsets.UTF_8));
            StringBuilder block = new StringBuilder();
            for (int number = 1; number <= rows; number++) {
                block.append(row.replace("%d", Integer.toString(number))).append(number == rows ? "" : ",\n");
                if (number % 1_000 == 0 || number == rows) {
                    out.write(block.toString().getBytes(StandardCharsets.UTF_8));
                    block.setLength(0);
                }
            }
            out.write("], \"title\": \"Files\"}}".getBytes(StandardCharsets.UTF_8));
        })));
    }

    @Test
    @DisplayName(
            "B-83: a listing that does not fit into memory fails its resource, the others land: 200,000 rows, 96 MiB")
    void aLongListingFailsAlone() {
        aHugeListingFailsAlone("-Xmx96m", 4, 200_000, "");
    }

    @Test
    @Tag("slow")
    @DisplayName("B-83: two million rows and 8 transfers in 256 MiB; the server counts none")
    void twoMillionRows() {
        aHugeListingFailsAlone("-Xmx256m", 40, 2_000_000, "");
    }

    @Test
    @Tag("slow")
    @DisplayName("B-83: two million rows and 8 transfers in 256 MiB; the server counts three")
    void twoMillionRowsThatAreSaidToBeThree() {
        aHugeListingFailsAlone("-Xmx256m", 40, 2_000_000, "3");
    }

    @Test
    @Tag("slow")
    @DisplayName("B-43: eight resources of 30,000 files at a time in 256 MiB, of which the server counts none")
    void manyLongResourcesAtATime() {
        MiniatureArchive archive = new MiniatureArchive();
        var subject = archive.addProject("SCALE").addSubject("S1");
        for (int number = 1; number <= 8; number++) {
            subject.addSession("S1_MR" + number)
                    .addScan("1", "dynamic")
                    .addResource("DICOM")
                    .withHints("", "")
                    .addFiles(30_000, 40);
        }
        try (Scene scene = new Scene(archive, "SCALE", directory.resolve("data"))) {
            new Program()
                    .forLong(Duration.ofMinutes(30))
                    .with("-Xmx256m")
                    .run(scene.pull("--transfers", "8"))
                    .with(0);
            assertThat(scene.manifest().count("files")).isEqualTo(Map.of("30000", 8L));
        }
    }

    @Test
    @DisplayName("B-43: the session list of a run is let go once it is stored")
    void theSessionListIsLetGo() {
        int sessions = 120;
        try (Scene scene =
                new Scene(MiniatureArchives.scaled(sessions, 1, 1, 1, 60), "SCALE", directory.resolve("data"))) {
            AtomicLong inMemory = new AtomicLong(-1);
            scene.xnat()
                    .on(archives().or(fileListings()))
                    .nth(sessions)
                    .then(Faults.doing(() -> inMemory.set(instances(ListedSession.class))));
            scene.pulls(0, "--checkers", "1");
            assertThat(inMemory.get()).isBetween(0L, sessions / 2L);
        }
    }

    /** How many objects of a class are reachable in this JVM. */
    private static long instances(Class<?> type) {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            Matcher line = Pattern.compile(
                            "(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(type.getName()) + "(\\s|$)")
                    .matcher(histogram);
            return line.find() ? Long.parseLong(line.group(1)) : 0;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
