package io.github.xnatpull.xnat.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fakes.ScriptedServer.Call;
import io.github.xnatpull.fakes.TestGateway;
import io.github.xnatpull.fakes.VirtualTime;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.StopSignal;
import io.github.xnatpull.xnat.http.HttpGateway;
import io.github.xnatpull.xnat.http.HttpSeams;
import io.github.xnatpull.xnat.http.Identity;
import io.github.xnatpull.xnat.http.Reply;
import io.github.xnatpull.xnat.http.Request;
import io.github.xnatpull.xnat.http.UrlPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServerSessionTest {
    private static final String PASSWORD = "pä$s: wörd";

    private final VirtualTime time = new VirtualTime(TestGateway.NOW);
    private final StopSignal stop = new StopSignal();
    private final HttpSeams seams = TestGateway.seams(time, stop);
    private final Set<String> live = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final ScriptedServer server = new ScriptedServer(this::answer);
    private final HttpGateway gateway = new HttpGateway(TestGateway.settings(server.url()), seams);
    private final AtomicInteger asked = new AtomicInteger();
    private final ServerSession session = new ServerSession(gateway, this::credentials, seams.redactor());
    private volatile String serversName = "alice";
    private volatile boolean openSite;
    private volatile boolean changesIdAtConfirmation;
    private volatile boolean cookieless;
    private volatile boolean forgetsLogins;
    private volatile String refusal = "";
    private final AtomicInteger forgetsConfirmations = new AtomicInteger();
    private final AtomicInteger pagesAtConfirmation = new AtomicInteger();

    @AfterEach
    void close() {
        gateway.close();
        server.close();
    }

    private Credentials credentials() {
        asked.incrementAndGet();
        return new Credentials("alice", Secret.of(PASSWORD.toCharArray(), seams.redactor()), "test");
    }

    private void answer(Call call) throws IOException {
        String cookie = call.header("Cookie").replaceAll(".*JSESSIONID=([^;]*).*", "$1");
        boolean known = live.contains(cookie);
        if (call.method.equals("DELETE")) {
            live.remove(cookie);
            call.send(200, "");
        } else if (call.target.equals("/data/JSESSION")) {
            logIn(call);
        } else if (call.target.equals("/data/auth")) {
            confirm(call, cookie, known);
        } else if (call.target.equals("/xapi/anybody")) {
            call.send(200, "{}", "Set-Cookie: JSESSIONID=GUEST0; Path=/");
        } else if (forgetsLogins) {
            live.remove(cookie);
            call.send(401, "");
        } else if (known) {
            call.json("[1]");
        } else {
            call.send(openSite ? 200 : 401, "[]");
        }
    }

    private void logIn(Call call) throws IOException {
        String wanted = Base64.getEncoder().encodeToString(("alice:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        if (!refusal.isEmpty()) {
            call.send(Integer.parseInt(refusal.substring(0, 3)), refusal.substring(4));
        } else if (!call.header("Authorization").equals("Basic " + wanted)) {
            call.send(401, "", "Set-Cookie: JSESSIONID=REFUSED0; Path=/");
        } else {
            String id = "SESSION" + made.incrementAndGet();
            live.add(id);
            if (cookieless) {
                call.send(200, id);
            } else {
                call.send(
                        200,
                        id,
                        "Set-Cookie: SESSION_EXPIRATION_TIME=\"1,2\"; Path=/",
                        "Set-Cookie: JSESSIONID=" + id + "; Path=/; HttpOnly",
                        "Set-Cookie: balancer=node1");
            }
        }
    }

    private void confirm(Call call, String cookie, boolean known) throws IOException {
        if (pagesAtConfirmation.getAndDecrement() > 0) {
            call.send(200, "<html><body>Log in, please</body></html>");
        } else if (forgetsConfirmations.getAndDecrement() > 0) {
            live.clear();
            call.send(401, "");
        } else if (known && changesIdAtConfirmation) {
            String id = "SESSION" + made.incrementAndGet();
            live.remove(cookie);
            live.add(id);
            changesIdAtConfirmation = false;
            call.send(200, "User '" + serversName + "' is logged in", "Set-Cookie: JSESSIONID=" + id);
        } else if (known) {
            call.send(200, "User '" + serversName + "' is logged in");
        } else {
            call.send(openSite ? 200 : 401, openSite ? "User 'guest' is logged in" : "");
        }
    }

    private String read() {
        return gateway.call(session, Request.get(UrlPath.of("data", "x"), "read x"), new Lists());
    }

    private static final class Lists implements io.github.xnatpull.xnat.http.ReplyHandler<String> {
        @Override
        public String handle(Reply reply) throws IOException {
            return new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public boolean isSurprising(String value) {
            return value.equals("[]");
        }
    }

    private void inParallel(int threads, Runnable work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(pool.submit(() -> {
                start.await();
                work.run();
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
    }

    @Test
    @DisplayName("B-33: Eight threads share one login")
    void eightThreadsShareOneLogin() throws Exception {
        inParallel(8, () -> assertThat(read()).isEqualTo("[1]"));
        assertThat(server.count("POST", "/data/JSESSION")).isEqualTo(1);
        assertThat(asked).hasValue(1);
        assertThat(server.calls().stream().filter(call -> call.target.equals("/data/x")))
                .hasSize(8)
                .allSatisfy(call -> {
                    assertThat(call.header("Authorization")).isEmpty();
                    assertThat(call.header("Cookie")).isEqualTo("JSESSIONID=SESSION1; balancer=node1");
                });
        session.close();
        assertThat(live).isEmpty();
    }

    @Test
    @DisplayName("B-33: An expired session is renewed once for all threads")
    void b33AnExpiredSessionIsRenewedOnceForAllThreads() throws Exception {
        read();
        live.clear();
        inParallel(8, () -> assertThat(read()).isEqualTo("[1]"));
        assertThat(server.count("POST", "/data/JSESSION")).isEqualTo(2);
        assertThat(time.slept()).isZero();
    }

    @Test
    @DisplayName("B-33: A server that forgets every login at once gets ten of them, over all threads, and no more")
    void b33AServerThatForgetsEveryLoginGetsNoStormOfThem() throws Exception {
        read();
        forgetsLogins = true;
        inParallel(8, () -> {
            for (int i = 0; i < 5; i++) {
                assertThat(catchThrowableOfType(Fault.class, this::read).code())
                        .isIn(FaultCode.AUTH_EXPIRED, FaultCode.AUTH_REJECTED);
            }
        });
        Fault fault = catchThrowableOfType(Fault.class, this::read);
        assertThat(fault.code()).isEqualTo(FaultCode.AUTH_REJECTED);
        assertThat(fault).hasMessageContaining("the server forgets each login as soon as it is made");
        assertThat(server.count("POST", "/data/JSESSION")).isBetween(2L, 11L);
    }

    @Test
    void onAnOpenSiteAnEmptyListIsNotBelievedFromAGuest() throws Exception {
        openSite = true;
        read();
        live.clear();
        inParallel(4, () -> assertThat(read()).isEqualTo("[1]"));
        assertThat(server.count("POST", "/data/JSESSION")).isEqualTo(2);
    }

    @Test
    @DisplayName("B-32: A wrong password is tried once for all threads")
    void b32AWrongPasswordIsTriedOnceForAllThreads() throws Exception {
        refusal = "401 ";
        inParallel(8, () -> {
            Fault fault = catchThrowableOfType(Fault.class, this::read);
            assertThat(fault.code()).isEqualTo(FaultCode.AUTH_REJECTED);
            assertThat(fault.code().exitCode()).isEqualTo(4);
            assertThat(fault)
                    .hasMessageContaining("as alice (credentials from test), but the server refused user and password")
                    .hasMessageContaining("not tried again")
                    .hasMessageContaining("too many open sessions");
        });
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void theSessionThatARefusalOpenedIsLoggedOutToo() {
        ServerSession other = new ServerSession(
                gateway,
                () -> new Credentials("alice", Secret.of("wrong-one".toCharArray(), seams.redactor()), "test"),
                seams.redactor());
        assertThat(catchThrowableOfType(Fault.class, other::user).code()).isEqualTo(FaultCode.AUTH_REJECTED);
        other.close();
        assertThat(server.calls()).last().satisfies(call -> {
            assertThat(call.method).isEqualTo("DELETE");
            assertThat(call.header("Cookie")).isEqualTo("JSESSIONID=REFUSED0");
        });
    }

    @Test
    void aSessionOpenedByAQuestionOfNobodyIsLoggedOutToo() {
        gateway.call(Identity.NOBODY, Request.get(UrlPath.of("xapi", "anybody"), "ask"), reply -> {
            session.given(reply);
            return reply.status();
        });
        session.user();
        session.close();
        assertThat(server.calls().stream()
                        .filter(call -> call.method.equals("DELETE"))
                        .map(call -> call.header("Cookie")))
                .contains("JSESSIONID=GUEST0", "JSESSIONID=SESSION1; balancer=node1");
    }

    @Test
    void aSessionForNobodyIsNoLogin() {
        serversName = "guest";
        Fault fault = catchThrowableOfType(Fault.class, this::read);
        assertThat(fault.code()).isEqualTo(FaultCode.AUTH_REJECTED);
        assertThat(fault).hasMessageContaining("a session for nobody in particular");
        session.close();
        assertThat(live).isEmpty();
    }

    @Test
    @DisplayName("B-47: A server that restarts between login and confirmation is logged in to once more")
    void aRestartBetweenLoginAndConfirmationIsRiddenThrough() {
        forgetsConfirmations.set(2);
        assertThat(read()).isEqualTo("[1]");
        assertThat(server.count("POST", "/data/JSESSION")).isEqualTo(3);
        session.close();
        assertThat(live).isEmpty();
    }

    @Test
    @DisplayName("B-27: A page in place of the server's word on who we are is no refusal")
    void aPageInPlaceOfTheConfirmationIsNoRefusal() {
        pagesAtConfirmation.set(1);
        assertThat(session.user()).isEqualTo("alice");
    }

    @Test
    void anAliasOfATokenHasAnotherName() {
        serversName = "alice.smith";
        assertThat(session.user()).isEqualTo("alice.smith");
        assertThat(session.confirms(session.cookie())).isTrue();
    }

    @Test
    void theCookieOfTheLastReplyCounts() {
        changesIdAtConfirmation = true;
        assertThat(read()).isEqualTo("[1]");
        assertThat(session.cookie().cookie()).contains("JSESSIONID=SESSION2");
        session.close();
        assertThat(live).isEmpty();
    }

    @Test
    void aServerThatSendsTheIdInTheBodyOnlyWillDo() {
        cookieless = true;
        assertThat(read()).isEqualTo("[1]");
    }

    @Test
    void anExpiredPasswordAndAnUnfinishedSiteHaveTheirOwnWords() {
        refusal = "403 Your password has expired. Please change it.";
        assertThat(catchThrowableOfType(Fault.class, this::read)).hasMessageContaining("the password has expired");
        assertThat(server.calls()).hasSize(1);
        refusal = "403 Site has not yet been configured.";
        ServerSession other = new ServerSession(gateway, this::credentials, seams.redactor());
        Fault fault = catchThrowableOfType(Fault.class, other::user);
        assertThat(fault.code()).isEqualTo(FaultCode.SERVER_ERROR);
        assertThat(fault).hasMessageContaining("not been set up yet");
    }

    @Test
    void anAddressWithoutAnXnatIsNamedAsThat() {
        refusal = "404 nothing";
        assertThat(catchThrowableOfType(Fault.class, this::read))
                .hasMessageContaining("there is no XNAT at this address (404)")
                .hasMessageContaining("context path");
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void aPasswordThatWorksNoMoreEndsTheRun() {
        read();
        live.clear();
        refusal = "401 ";
        assertThat(catchThrowableOfType(Fault.class, this::read).code()).isEqualTo(FaultCode.AUTH_REJECTED);
        assertThat(catchThrowableOfType(Fault.class, this::read).code()).isEqualTo(FaultCode.AUTH_REJECTED);
        assertThat(server.count("POST", "/data/JSESSION")).isEqualTo(2);
    }

    @Test
    void logoutWorksWhileTheRunIsBeingCut() {
        read();
        stop.cut(StopSignal.Reason.SIGTERM);
        session.close();
        assertThat(live).isEmpty();
    }

    @Test
    @DisplayName("B-35: Work that has not noticed the end of a run opens no session after the logout")
    void nobodyIsLoggedInAfterTheLogout() {
        read();
        session.close();
        assertThat(catchThrowableOfType(Fault.class, this::read).code()).isEqualTo(FaultCode.STOPPED);
        assertThat(live).isEmpty();
        assertThat(server.count("POST", "/data/JSESSION")).isEqualTo(1);
    }

    @Test
    @DisplayName("B-77: Neither password nor session is seen in messages")
    void neitherPasswordNorSessionIsSeenInMessages() {
        read();
        String said = seams.redactor().redact("Cookie: JSESSIONID=SESSION1 and SESSION1 and " + PASSWORD);
        assertThat(said).doesNotContain("SESSION1").doesNotContain("wörd");
    }
}
