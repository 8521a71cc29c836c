package io.github.xnatpull.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.miniature.archive.MiniatureArchive;
import io.github.xnatpull.miniature.rest.Account;
import io.github.xnatpull.miniature.rest.RouteKind;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets in: contract §6. */
class MiniatureLoginTest {
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36";

    private final TurnedClock clock = new TurnedClock();
    private MiniatureXnat xnat = start(new MiniatureXnat.Settings());
    private Client client = new Client(xnat);

    private static final class TurnedClock extends Clock {
        private Instant now = Instant.parse("2024-03-01T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private MiniatureXnat start(MiniatureXnat.Settings settings) {
        MiniatureArchive archive = MiniatureArchives.demoProject();
        archive.addProject("OPEN")
                .publicForGuests()
                .addSubject("S")
                .addSession("OPEN_MR1")
                .addScan("1", "T1w");
        return MiniatureXnat.start(archive, settings.clock(clock));
    }

    private void restart(MiniatureXnat.Settings settings) {
        xnat.close();
        xnat = start(settings);
        client = new Client(xnat);
    }

    @AfterEach
    void stop() {
        xnat.close();
    }

    private String logIn() {
        HttpResponse<byte[]> reply = client.send("POST", "/data/JSESSION", true);
        assertThat(reply.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.contains("JSESSIONID=" + Client.text(reply)));
        return "JSESSIONID=" + Client.text(reply);
    }

    private int status(String path, String... headers) {
        return client.anonymous("GET", path, headers).statusCode();
    }

    private String who(String... headers) {
        return Client.text(client.anonymous("GET", "/data/auth", headers));
    }

    @Test
    void basicWithoutACookieOpensASessionEachTime() {
        client.get("/data/projects");
        client.get("/data/projects");
        assertThat(xnat.sessions().openSessionsOf("demo")).isEqualTo(2);
        assertThat(xnat.sessions().logins()).isEqualTo(2);
    }

    @Test
    void aCookieIsEnoughAndWinsOverBasicOfTheSameUser() {
        String cookie = logIn();
        assertThat(who("Cookie", cookie)).isEqualTo("User 'demo' is logged in");
        assertThat(client.get("/data/projects", "Cookie", cookie).statusCode()).isEqualTo(200);
        assertThat(xnat.sessions().logins()).isEqualTo(1);
        assertThat(xnat.requests(RouteKind.LOGIN)).isEqualTo(2);
        assertThat(xnat.requests(RouteKind.PROJECTS)).isEqualTo(1);
    }

    @Test
    void withoutCredentialsAClosedSiteAnswers401WithAChallenge() {
        HttpResponse<byte[]> reply = client.anonymous("GET", "/data/projects");
        assertThat(reply.statusCode()).isEqualTo(401);
        assertThat(reply.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"XNAT\"");
        assertThat(status("/data/projects", "Cookie", "JSESSIONID=00")).isEqualTo(401);
        assertThat(status("/xapi/users/username")).isEqualTo(401);
    }

    @Test
    void browsersAreSentToTheLoginPage() {
        HttpResponse<byte[]> reply = client.anonymous("GET", "/data/projects", "User-Agent", BROWSER);
        assertThat(reply.statusCode()).isEqualTo(302);
        assertThat(reply.headers().firstValue("Location")).contains("/app/template/Login.vm");
        assertThat(Client.text(client.anonymous("GET", "/app/template/Login.vm")))
                .startsWith("<!DOCTYPE html>");
    }

    @Test
    void jsessionIsAnsweredToAnybodyAndMeansNothing() {
        HttpResponse<byte[]> reply = client.anonymous("POST", "/data/JSESSION");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(status("/data/auth", "Cookie", "JSESSIONID=" + Client.text(reply)))
                .isEqualTo(401);
        assertThat(status("/data/JSESSION", "Authorization", Client.basic("demo", "wrong")))
                .isEqualTo(401);
    }

    @Test
    void buildInfoNeedsNoLogin() {
        assertThat(Client.text(client.anonymous("GET", "/xapi/siteConfig/buildInfo/version")))
                .isEqualTo("1.8.10");
        assertThat(Client.text(client.anonymous("GET", "/xapi/siteConfig/buildInfo")))
                .contains("\"version\":\"1.8.10\"");
    }

    @Test
    void loggingOutEndsTheSession() {
        String cookie = logIn();
        assertThat(client.anonymous("DELETE", "/data/JSESSION", "Cookie", cookie)
                        .statusCode())
                .isEqualTo(200);
        assertThat(status("/data/auth", "Cookie", cookie)).isEqualTo(401);
        assertThat(xnat.sessions().open()).isZero();
    }

    @Test
    void sessionsEndWhenIdleSinceTheirLastRequest() {
        String cookie = logIn();
        clock.now = clock.now.plus(Duration.ofMinutes(14));
        assertThat(status("/data/auth", "Cookie", cookie)).isEqualTo(200);
        clock.now = clock.now.plus(Duration.ofMinutes(14));
        assertThat(status("/data/auth", "Cookie", cookie)).isEqualTo(200);
        clock.now = clock.now.plus(Duration.ofMinutes(16));
        assertThat(status("/data/auth", "Cookie", cookie)).isEqualTo(401);
    }

    @Test
    void beyondTheLimitBasicIsRefusedLikeAWrongPassword() {
        restart(new MiniatureXnat.Settings().maxSessions(2));
        assertThat(client.get("/data/projects").statusCode()).isEqualTo(200);
        assertThat(client.get("/data/projects").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> third = client.get("/data/projects");
        HttpResponse<byte[]> wrong =
                client.anonymous("GET", "/data/projects", "Authorization", Client.basic("demo", "wrong"));
        assertThat(third.statusCode()).isEqualTo(401);
        assertThat(Client.text(third)).isEqualTo(Client.text(wrong));
        assertThat(xnat.sessions().openSessionsOf("demo")).isEqualTo(3);
        clock.now = clock.now.plus(Duration.ofMinutes(16));
        assertThat(client.get("/data/projects").statusCode()).isEqualTo(200);
    }

    @Test
    void twentyWrongPasswordsLockTheAccountForAnHour() {
        for (int tries = 0; tries < 20; tries++) {
            assertThat(status("/data/auth", "Authorization", Client.basic("demo", "wrong")))
                    .isEqualTo(401);
        }
        assertThat(client.get("/data/auth").statusCode()).isEqualTo(401);
        clock.now = clock.now.plus(Duration.ofMinutes(61));
        assertThat(client.get("/data/auth").statusCode()).isEqualTo(200);
    }

    @Test
    void onOpenSitesADeadCookieMakesAGuest() {
        restart(new MiniatureXnat.Settings().openToGuests());
        assertThat(who("Cookie", "JSESSIONID=00")).isEqualTo("User 'guest' is logged in");
        String projects = Client.text(client.anonymous("GET", "/data/projects?format=json"));
        assertThat(projects).contains("\"OPEN\"").doesNotContain("\"DEMO\"");
        assertThat(status("/data/projects/DEMO/experiments")).isEqualTo(404);
        assertThat(status("/data/experiments/XNAT_E00001")).isEqualTo(404);
        assertThat(status("/data/projects", "Authorization", Client.basic("demo", "wrong")))
                .isEqualTo(401);
    }

    @Test
    void usersSeeTheirProjectsOnly() {
        restart(new MiniatureXnat.Settings().user(Account.of("demo", "demo").reading("OPEN")));
        assertThat(client.cells("/data/projects?format=json", "ID")).containsExactly("OPEN");
        assertThat(client.get("/data/projects/DEMO").statusCode()).isEqualTo(404);
        assertThat(client.get("/data/experiments/XNAT_E00001").statusCode()).isEqualTo(404);
        assertThat(client.cells("/data/experiments?format=json", "label")).containsExactly("OPEN_MR1");
    }

    @Test
    void formLoginGivesASessionWhateverTheLimit() {
        restart(new MiniatureXnat.Settings().maxSessions(0));
        HttpResponse<byte[]> right = client.form("/data/services/auth", "username=demo&password=demo");
        assertThat(who("Cookie", "JSESSIONID=" + Client.text(right))).isEqualTo("User 'demo' is logged in");
        HttpResponse<byte[]> wrong = client.form("/data/services/auth", "username=demo&password=wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(Client.text(wrong)).isEqualTo("Authentication failed.");
    }

    @Test
    void someMayNotReadSomeTypes() {
        restart(new MiniatureXnat.Settings().user(Account.of("demo", "demo").notReading("xnat:qcManualAssessorData")));
        assertThat(client.cells("/data/experiments/XNAT_E00001/assessors?format=json", "label"))
                .isEmpty();
        assertThat(client.cells("/data/experiments/XNAT_E00001/scans?format=json", "ID"))
                .hasSize(4);
    }

    @Test
    void a110SiteSaysWhenTheSessionEndsInOneNumber() {
        restart(new MiniatureXnat.Settings().version("1.10.0"));
        assertThat(client.get("/data/projects").headers().allValues("Set-Cookie"))
                .contains("SESSION_EXPIRATION_TIME=" + (clock.millis() + 900_000) + "; Path=/");
    }

    @Test
    void overlongRequestsNeverReachXnat() {
        assertThat(status("/data/experiments/XNAT_E00001/resources/" + "1,".repeat(4_500) + "1/files"))
                .isEqualTo(400);
    }

    @Test
    void tokensStandInForTheirUserForTwoDays() {
        List<String> alias = client.cells("/data/services/tokens/issue", "alias");
        String secret = client.cells("/data/services/tokens/issue", "secret").get(0);
        String second = client.text("/data/services/tokens/issue");
        String token = Client.basic(
                second.replaceAll(".*\"alias\":\"([^\"]+).*", "$1"),
                second.replaceAll(".*\"secret\":\"([^\"]+).*", "$1"));
        assertThat(secret).hasSize(64).matches("[A-Za-z0-9]+");
        assertThat(who("Authorization", token)).isEqualTo("User 'demo' is logged in");
        assertThat(client.text("/data/services/tokens/validate/" + alias.get(0) + "/wrong"))
                .isEqualTo("{}");
        clock.now = clock.now.plus(Duration.ofHours(49));
        assertThat(status("/data/auth", "Authorization", token)).isEqualTo(401);
    }

    @Test
    void everyReplyCarriesTheOddCookieAndAContextPathGoesInFrontOfUrlsOnly() {
        restart(new MiniatureXnat.Settings().contextPath("/xnat"));
        HttpResponse<byte[]> reply = client.get("/data/projects/DEMO/resources/PROTOCOL/files?format=json");
        assertThat(reply.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.matches("SESSION_EXPIRATION_TIME=\"\\d+,900000\"; Version=1; Path=/xnat"));
        assertThat(Client.text(reply)).contains("\"serverRoot\":\"/xnat\"", "\"URI\":\"/data/projects/DEMO/");
        assertThat(client.cells("/data/projects?format=json", "ID")).contains("DEMO");
    }
}
