package io.github.xnatpull.fakes;

import static io.github.xnatpull.fakes.BodyFaults.closeDelimitedAfter;
import static io.github.xnatpull.fakes.BodyFaults.endCleanlyAfter;
import static io.github.xnatpull.fakes.BodyFaults.flipBit;
import static io.github.xnatpull.fakes.BodyFaults.resetAfter;
import static io.github.xnatpull.fakes.BodyFaults.stallAfter;
import static io.github.xnatpull.fakes.BodyFaults.truncateAfter;
import static io.github.xnatpull.fakes.Requests.any;
import static io.github.xnatpull.fakes.Requests.archives;
import static io.github.xnatpull.fakes.Requests.path;
import static io.github.xnatpull.fakes.Requests.resource;
import static io.github.xnatpull.fakes.Requests.singleFiles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.demo.MiniatureArchives;
import io.github.xnatpull.demo.archive.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeXnatTest {
    private final FakeXnat fake = FakeXnat.serving(MiniatureArchives.scaled(1, 1, 1, 5, 3_000));
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Resource resource = fake.archive().resources().iterator().next();

    @AfterEach
    void close() {
        fake.close();
    }

    private HttpRequest request(String path) {
        String basic = Base64.getEncoder().encodeToString("demo:demo".getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(fake.url() + path)).header("Authorization", "Basic " + basic).build();
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return http.send(request(path), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> zip() throws IOException, InterruptedException {
        return get(resource.uri() + "/files?format=zip");
    }

    private List<String> names(byte[] zip) throws IOException {
        List<String> names = new ArrayList<>();
        ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            in.readAllBytes();
            names.add(entry.getName().substring(entry.getName().lastIndexOf('/') + 1));
        }
        return names;
    }

    @Test
    void aRuleStrikesAsOftenAsToldAndCounts() throws Exception {
        Rule rule = fake.on(archives()).skipping(1).times(2).then(Faults.status(503).header("Retry-After", "2"));
        assertThat(zip().statusCode()).isEqualTo(200);
        assertThat(zip().headers().firstValue("Retry-After")).contains("2");
        assertThat(zip().statusCode()).isEqualTo(503);
        assertThat(zip().statusCode()).isEqualTo(200);
        assertThat(rule.fired()).isEqualTo(2);
        assertThat(fake.fired()).isEqualTo(2);
        assertThat(fake.log().containing("format=zip")).hasSize(4);
    }

    @Test
    void aRuleForOneResourceLeavesOthersAlone() throws Exception {
        Rule rule = fake.on(resource(resource.id() + 1)).then(Faults.status(500));
        assertThat(zip().statusCode()).isEqualTo(200);
        assertThat(rule.matched()).isZero();
    }

    @Test
    void aCutBodyBreaksTheConnection() {
        fake.on(archives()).then(truncateAfter(4096));
        assertThatThrownBy(this::zip).isInstanceOf(IOException.class);
    }

    @Test
    void aCutFileIsShorterThanItsLength() {
        fake.on(singleFiles()).then(truncateAfter(100));
        assertThatThrownBy(() -> get(resource.uri() + "/files/0001.dcm")).isInstanceOf(IOException.class);
    }

    @Test
    void aResetBreaksTheConnection() {
        fake.on(archives()).then(resetAfter(100));
        assertThatThrownBy(this::zip).isInstanceOf(IOException.class);
    }

    @Test
    void aCleanEndLooksWhole() throws Exception {
        fake.on(archives()).then(endCleanlyAfter(4096));
        assertThat(zip().body()).hasSize(4096);
    }

    @Test
    void aBodyWithoutLengthEndsWithItsConnection() throws Exception {
        fake.on(archives()).then(closeDelimitedAfter(4096));
        assertThat(zip().body()).hasSize(4096);
    }

    @Test
    void aFlippedBitIsOneBit() throws Exception {
        byte[] right = get(resource.uri() + "/files/0001.dcm").body();
        fake.on(singleFiles()).then(flipBit(1_000));
        byte[] wrong = get(resource.uri() + "/files/0001.dcm").body();
        assertThat(wrong).hasSameSizeAs(right);
        assertThat(wrong[1_000]).isEqualTo((byte) (right[1_000] ^ 1));
        wrong[1_000] ^= 1;
        assertThat(wrong).isEqualTo(right);
    }

    @Test
    void aStalledReplyGoesOnWhenReleased() throws Exception {
        fake.on(archives()).then(stallAfter(2_000));
        CompletableFuture<HttpResponse<byte[]>> reply = http.sendAsync(
                request(resource.uri() + "/files?format=zip"), HttpResponse.BodyHandlers.ofByteArray());
        assertThatThrownBy(() -> reply.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        fake.release();
        assertThat(names(reply.get(5, TimeUnit.SECONDS).body())).hasSize(5);
    }

    @Test
    void aStallEndsWithTheFake() throws Exception {
        fake.on(any()).then(Faults.silence());
        CompletableFuture<HttpResponse<byte[]>> reply = http.sendAsync(request("/data/projects"), HttpResponse.BodyHandlers.ofByteArray());
        fake.close();
        assertThatThrownBy(() -> reply.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aDroppedConnectionAnswersNothing() {
        fake.on(path("/data/projects")).then(Faults.dropConnection());
        assertThatThrownBy(() -> get("/data/projects")).isInstanceOf(IOException.class);
    }

    @Test
    void archivesCanBeShortYetValid() throws Exception {
        fake.on(archives()).then(ZipFaults.endAfterEntries(2));
        assertThat(names(zip().body())).containsExactly("0001.dcm", "0002.dcm");
    }

    @Test
    void archivesCanLackTheirDirectory() throws Exception {
        byte[] whole = zip().body();
        fake.on(archives()).then(ZipFaults.noCentralDirectory());
        byte[] cut = zip().body();
        assertThat(names(cut)).hasSize(5);
        assertThat(new String(cut, StandardCharsets.ISO_8859_1)).doesNotContain("PK\1\2").doesNotContain("PK\5\6");
        assertThat(whole).startsWith(cut);
    }

    @Test
    void aFlippedBitInAStoredEntryBreaksItsSum() throws Exception {
        fake.on(archives()).then(ZipFaults.flipBitInEntry(3));
        byte[] body = zip().body();
        assertThatThrownBy(() -> names(body)).isInstanceOf(ZipException.class).hasMessageContaining("invalid entry CRC");
    }

    @Test
    void entriesCanBeLeftOutRenamedDoubledAndAdded() throws Exception {
        fake.on(archives()).times(1).then(ZipFaults.omitEntry(0), ZipFaults.renameEntry(0, "../../evil"));
        fake.on(archives()).nth(2).then(ZipFaults.doubleEntry(4));
        fake.on(archives()).nth(3).then(ZipFaults.extraEntry("a/extra.dcm", 10));
        assertThat(names(zip().body())).hasSize(4);
        assertThat(names(zip().body())).hasSize(6).endsWith("0005.dcm", "0005.dcm");
        assertThat(names(zip().body())).endsWith("extra.dcm");
    }

    @Test
    void anEntryCanHoldFarMoreThanListed() throws Exception {
        fake.on(archives()).then(ZipFaults.inflateEntry(0, 50_000_000));
        assertThat(zip().body()).hasSizeLessThan(100_000);
    }

    @Test
    void sessionsCanBeEndedOnTheWay() throws Exception {
        String cookie = "JSESSIONID=" + new String(get("/data/JSESSION").body(), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.url() + "/data/projects")).header("Cookie", cookie).build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        fake.on(path("/data/projects")).times(1).then(Faults.expireSessions());
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    }

    @Test
    void tinyHtmlIsTwoHundredNinetyEightBytes() throws Exception {
        fake.on(archives()).then(Faults.tinyHtml());
        assertThat(zip().body()).hasSize(298);
    }

    @Test
    void aRangeCanBeIgnoredOrAnsweredWrongly() throws Exception {
        HttpRequest range = HttpRequest.newBuilder(request(resource.uri() + "/files/0001.dcm"), (name, value) -> true)
                .header("Range", "bytes=1000-")
                .build();
        fake.on(singleFiles()).times(1).then(Faults.ignoreRange());
        HttpResponse<byte[]> whole = http.send(range, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).hasSize(3_000);
        fake.on(singleFiles()).then(Faults.wrongContentRange());
        HttpResponse<byte[]> wrong = http.send(range, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(wrong.headers().firstValue("Content-Range")).contains("bytes 7-2999/3000");
    }

    @Test
    void slowHeadersNeverEnd() {
        fake.on(any()).then(Faults.slowHeaders(Duration.ofMillis(5)));
        HttpRequest impatient = HttpRequest.newBuilder(request("/data/projects"), (name, value) -> true)
                .timeout(Duration.ofMillis(300))
                .build();
        assertThatThrownBy(() -> http.send(impatient, HttpResponse.BodyHandlers.discarding()))
                .isInstanceOf(HttpTimeoutException.class);
    }
}
