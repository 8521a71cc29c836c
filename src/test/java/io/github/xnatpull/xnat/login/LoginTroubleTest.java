package io.github.xnatpull.xnat.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fakes.ScriptedServer.Call;
import io.github.xnatpull.fakes.ScriptedServer.Script;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Logins and log-outs that something comes between. */
@Timeout(60)
class LoginTroubleTest {
    private static final String LOGIN_PAGE =
            "<!DOCTYPE html><html><form><input type=\"password\" name=\"password\"/></form></html>";

    private static final Script PORTAL = call -> call.send(200, "<html><body>Back in a minute</body></html>");
    private static final Script BUILD_INFO = call -> call.send(200, "{}", "Set-Cookie: JSESSIONID=GUEST0");

    private final VirtualTime time = new VirtualTime(TestGateway.NOW);
    private final HttpSeams seams = TestGateway.seams(time, new StopSignal());
    private final AtomicInteger posts = new AtomicInteger();
    private final AtomicInteger goodbyes = new AtomicInteger();
    private Script logIn = call -> call.send(200, "SESSION1", "Set-Cookie: JSESSIONID=SESSION1; Path=/");
    private Script logOut = call -> call.send(200, "");
    private Script probe = BUILD_INFO;
    private Script confirm = call -> call.send(200, "User 'alice' is logged in");
    private final ScriptedServer server = new ScriptedServer(this::answer);
    private final HttpGateway gateway = new HttpGateway(TestGateway.settings(server.url()), seams);
    private final ServerSession session = new ServerSession(
            gateway,
            () -> new Credentials("alice", Secret.of("pass-word".toCharArray(), seams.redactor()), "test"),
            seams.redactor());

    @AfterEach
    void close() {
        gateway.close();
        server.close();
    }

    private void answer(Call call) throws IOException {
        if (call.method.equals("POST")) {
            posts.incrementAndGet();
            logIn.answer(call);
        } else if (call.method.equals("DELETE")) {
            goodbyes.incrementAndGet();
            logOut.answer(call);
        } else if (call.target.equals("/data/auth")) {
            confirm.answer(call);
        } else if (call.target.endsWith("buildInfo")) {
            probe.answer(call);
        } else {
            call.send(401, "");
        }
    }

    private Fault refusal() {
        return catchThrowableOfType(Fault.class, session::user);
    }

    private List<String> loggedOut() {
        return server.calls().stream()
                .filter(call -> call.method.equals("DELETE"))
                .map(call -> call.header("Cookie"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Nothing: here", "Set-Cookie: JSESSIONID=PAGE0; Path=/"})
    @DisplayName("B-27: A login page in reply to user and password is a refusal: they go out once, over all threads")
    void aLoginPageIsARefusal(String header) {
        logIn = call -> call.send(200, LOGIN_PAGE, header);
        Fault fault = refusal();
        assertThat(fault.code()).isEqualTo(FaultCode.AUTH_REJECTED);
        assertThat(fault.code().exitCode()).isEqualTo(4);
        assertThat(fault)
                .hasMessageContaining("a login page came in place of a session")
                .hasMessageContaining("not tried again");
        assertThat(refusal().code()).isEqualTo(FaultCode.AUTH_REJECTED);
        assertThat(posts).hasValue(1);
        session.close();
        assertThat(loggedOut()).hasSize(header.startsWith("Set-Cookie") ? 1 : 0);
    }

    @Test
    @DisplayName("B-27: A login that is sent on to a page for people is a refusal, too")
    void aRedirectToTheLoginPageIsARefusal() {
        logIn = call -> call.send(302, "", "Location: /app/template/Login.vm");
        assertThat(refusal().code()).isEqualTo(FaultCode.AUTH_REJECTED);
        assertThat(refusal()).hasMessageContaining("sends it to a page for people, to '/app/template/Login.vm'");
        assertThat(posts).hasValue(1);
    }

    @Test
    void aPageOfSomethingElseIsNamedAfterOneTry() {
        logIn = call -> call.send(200, "<html><body>Welcome to the portal</body></html>");
        Fault fault = refusal();
        assertThat(fault.code()).isEqualTo(FaultCode.REPLY_UNEXPECTED);
        assertThat(fault)
                .hasMessageContaining("a web page came in place of a session")
                .hasMessageContaining("--server");
        assertThat(posts).hasValue(1);
    }

    private Fault failureOfTheNextRequest() {
        return catchThrowableOfType(
                Fault.class,
                () -> gateway.call(session, Request.get(UrlPath.of("data", "x"), "read x"), Reply::status));
    }

    @Test
    void aForeignPageInTheMiddleOfARunIsWaitedFor() {
        session.user();
        Script before = logIn;
        logIn = call -> (posts.get() < 5 ? PORTAL : before).answer(call);
        session.renew(session.cookie());
        assertThat(session.cookie().generation()).isEqualTo(2);
        assertThat(posts).hasValue(5);
        assertThat(time.slept()).isEqualTo(Duration.ofSeconds(1 + 2 + 4));
    }

    @Test
    void aMaintenancePageIsWaitedForUntilTheServerIsBack() {
        session.user();
        Script before = logIn;
        logIn = call -> (time.slept().toMinutes() < 10 ? PORTAL : before).answer(call);
        probe = call -> (time.slept().toMinutes() < 10 ? PORTAL : BUILD_INFO).answer(call);
        session.renew(session.cookie());
        assertThat(session.cookie().generation()).isEqualTo(2);
        assertThat(posts).hasValue(1 + 5 + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 403})
    void aForeignAnswerThatStaysEndsTheRunAsWhatItIs(int status) {
        session.user();
        confirm = call -> call.send(401, "");
        logIn = call -> call.send(status, "<html>Portal</html>", "Location: https://sso.example.org/portal");
        List<Fault> faults =
                Stream.generate(this::failureOfTheNextRequest).limit(20).toList();
        assertThat(faults.get(2).code()).isEqualTo(FaultCode.SERVER_AWAY);
        assertThat(faults.get(2).because()).isEqualTo(faults.get(0).because());
        assertThat(faults.subList(3, 20)).allSatisfy(fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.SERVER_AWAY);
            assertThat(fault).hasMessageContaining("It took the login before");
        });
        assertThat(posts.get()).isLessThanOrEqualTo(1 + 3 * 6);
        assertThat(time.slept()).isGreaterThanOrEqualTo(Duration.ofSeconds(3 * (1 + 2 + 4 + 8)));
    }

    @Test
    void aSessionWhoseReplyBrokeAfterItsCookieIsTaken() {
        logIn = call -> {
            call.head(200, "Content-Length: 100", "Set-Cookie: JSESSIONID=SESSION1; Path=/");
            call.raw("SESS");
            call.hangUp();
        };
        assertThat(session.user()).isEqualTo("alice");
        assertThat(posts).hasValue(1);
        session.close();
        assertThat(loggedOut()).containsExactly("JSESSIONID=SESSION1");
    }

    @Test
    void aReplyThatBrokeWithoutACookieIsAskedForAgain() {
        logIn = call -> {
            call.head(200, posts.get() == 1 ? "Content-Length: 100" : "Content-Length: 8");
            call.raw("SESSION1");
            call.hangUp();
        };
        assertThat(session.user()).isEqualTo("alice");
        assertThat(posts).hasValue(2);
    }

    @Test
    @DisplayName("B-47: A container that answers 404 while XNAT starts is no word on anything")
    void a404WhileXnatStartsIsRiddenThrough() {
        session.user();
        AtomicInteger starting = new AtomicInteger(3);
        Script before = logIn;
        confirm = call -> {
            boolean starts = starting.getAndDecrement() > 0;
            call.send(starts ? 404 : posts.get() > 1 ? 200 : 401, "User 'alice' is logged in");
        };
        logIn = call -> {
            if (posts.get() == 2) {
                call.send(404, "");
            } else {
                before.answer(call);
            }
        };
        Fault fault = catchThrowableOfType(
                Fault.class,
                () -> gateway.call(session, Request.get(UrlPath.of("data", "x"), "read x"), Reply::status));
        assertThat(fault.code()).isEqualTo(FaultCode.AUTH_EXPIRED);
        assertThat(starting).hasNegativeValue();
        assertThat(posts.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aLogOutThatBreaksIsTriedOnceMore() {
        session.user();
        logOut = call -> {
            if (goodbyes.get() == 1) {
                call.reset();
            } else {
                call.send(200, "");
            }
        };
        assertThat(saidAtClosing()).isEmpty();
        assertThat(goodbyes).hasValue(2);
    }

    @Test
    void aLoginThatCannotBeEndedIsToldWithoutItsSecret() {
        session.user();
        logOut = Call::reset;
        assertThat(saidAtClosing())
                .singleElement()
                .asString()
                .startsWith("1 login could not be ended on " + server.url() + ": ")
                .endsWith("The server ends what is idle by itself.")
                .doesNotContain("SESSION1");
        assertThat(goodbyes).hasValue(2);
    }

    @Test
    void theSessionInUseIsEndedFirst() {
        logIn = call -> call.send(200, "S", "Set-Cookie: JSESSIONID=SESSION" + posts.get() + "; Path=/");
        session.renew(session.cookie());
        gateway.call(Identity.NOBODY, Request.get(UrlPath.of("xapi", "buildInfo"), "ask"), reply -> {
            session.given(reply);
            return reply.status();
        });
        logOut = call -> {
            if (call.header("Cookie").equals("JSESSIONID=SESSION2")) {
                call.send(200, "");
            } else {
                call.reset();
            }
        };
        assertThat(saidAtClosing()).singleElement().asString().startsWith("2 logins could not be ended");
        assertThat(loggedOut()).startsWith("JSESSIONID=SESSION2").last().isEqualTo("JSESSIONID=GUEST0");
    }

    private List<String> saidAtClosing() {
        Logger logger = (Logger) LoggerFactory.getLogger(ServerSession.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            session.close();
        } finally {
            logger.detachAppender(appender);
        }
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
