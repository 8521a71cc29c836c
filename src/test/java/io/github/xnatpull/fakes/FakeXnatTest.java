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

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FakeXnatTest extends FakeXnatCase {
    @Test
    void aRuleStrikesAsOftenAsToldAndCounts() throws Exception {
        Rule rule =
                fake.on(archives()).skipping(1).times(2).then(Faults.status(503).header("Retry-After", "2"));
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
        CompletableFuture<HttpResponse<byte[]>> reply =
                http.sendAsync(request(resource.uri() + "/files?format=zip"), HttpResponse.BodyHandlers.ofByteArray());
        assertThatThrownBy(() -> reply.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        fake.release();
        assertThat(names(reply.get(5, TimeUnit.SECONDS).body())).hasSize(5);
    }

    @Test
    void aStallEndsWithTheFake() throws Exception {
        fake.on(any()).then(Faults.silence());
        CompletableFuture<HttpResponse<byte[]>> reply =
                http.sendAsync(request("/data/projects"), HttpResponse.BodyHandlers.ofByteArray());
        fake.close();
        assertThatThrownBy(() -> reply.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aDroppedConnectionAnswersNothing() {
        fake.on(path("/data/projects")).then(Faults.dropConnection());
        assertThatThrownBy(() -> get("/data/projects")).isInstanceOf(IOException.class);
    }

    @Test
    void listingsCanBeCutShuffledAndDoubled() throws Exception {
        String path = resource.uri() + "/files?format=json";
        String right = new String(get(path).body(), StandardCharsets.UTF_8);
        fake.on(path("format=json")).times(1).then(ListingFaults.shuffledRows(1));
        String shuffled = new String(get(path).body(), StandardCharsets.UTF_8);
        assertThat(shuffled).isNotEqualTo(right).hasSameSizeAs(right).endsWith("\"title\": \"Files\"}}");
        fake.on(path("format=json")).times(1).then(ListingFaults.doubledRows());
        assertThat(new String(get(path).body(), StandardCharsets.UTF_8).split("0001.dcm", -1))
                .hasSize(5);
        fake.on(path("format=json")).times(1).then(ListingFaults.truncatedJson());
        assertThat(right)
                .startsWith(new String(get(path).body(), StandardCharsets.UTF_8))
                .hasSizeGreaterThan(2);
    }

    @Test
    void anEndlessListingNeverEnds() throws Exception {
        fake.on(path("format=json")).then(ListingFaults.endlessJson());
        HttpResponse<InputStream> reply =
                http.send(request("/data/projects?format=json"), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = reply.body()) {
            assertThat(body.readNBytes(3_000_000)).hasSize(3_000_000);
        }
    }

    @Test
    void theArchiveCanChangeBetweenTwoRequests() throws Exception {
        fake.on(archives()).then(Faults.doing(resource::delete));
        assertThat(zip().statusCode()).isEqualTo(404);
    }

    @Test
    void sessionsCanBeEndedOnTheWay() throws Exception {
        String cookie = "JSESSIONID=" + new String(get("/data/JSESSION").body(), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.url() + "/data/projects"))
                .header("Cookie", cookie)
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        fake.on(path("/data/projects")).times(1).then(Faults.expireSessions());
        assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(401);
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
