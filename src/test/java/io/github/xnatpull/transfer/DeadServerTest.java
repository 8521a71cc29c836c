package io.github.xnatpull.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fakes.ScriptedServer.Call;
import io.github.xnatpull.fakes.ScriptedServer.Script;
import io.github.xnatpull.fakes.TestGateway;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.xnat.http.HttpSeams;
import io.github.xnatpull.xnat.login.Credentials;
import io.github.xnatpull.xnat.login.Secret;
import io.github.xnatpull.xnat.rest.RestCatalogues;
import io.github.xnatpull.xnat.rest.RestCatalogues.OpenServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transfers over the real gateway to a server that dies: what is tried after an archive multiplies no requests. */
@Timeout(60)
class DeadServerTest {
    private static final String FILES = "/data/experiments/XNAT_E00001/scans/1/resources/101/files";

    @TempDir
    Path directory;

    private final AtomicBoolean dead = new AtomicBoolean();
    private Script archive = Call::reset;
    private Script single = call -> call.send(200, "file");
    private final ScriptedServer server = new ScriptedServer(this::answer);
    private Bench bench;
    private OpenServer open;

    @BeforeEach
    void manyFiles() {
        bench = new Bench(directory.resolve("dest"));
        for (int i = 0; i < 50; i++) {
            bench.server.put("101", i + ".dcm", "file " + i);
        }
        HttpSeams seams = TestGateway.seams(bench.time, bench.stop);
        open = RestCatalogues.open(
                TestGateway.settings(server.url()),
                () -> new Credentials("alice", Secret.of("pass-word".toCharArray(), seams.redactor()), "test"),
                seams);
        bench.content = open.content();
    }

    @AfterEach
    void close() {
        open.close();
        server.close();
    }

    private void answer(Call call) throws IOException {
        if (dead.get()) {
            call.reset();
        } else if (call.target.equals("/data/JSESSION")) {
            call.send(200, "SESSION1", "Set-Cookie: JSESSIONID=SESSION1; Path=/");
        } else if (call.target.equals("/data/auth")) {
            call.send(200, "User 'alice' is logged in");
        } else if (call.target.contains("format=zip")) {
            archive.answer(call);
        } else if (call.target.startsWith(FILES)) {
            single.answer(call);
        } else {
            call.send(200, "{}");
        }
    }

    private Fault fault() {
        return catchThrowableOfType(Fault.class, () -> bench.pull(Bench.scan("101")));
    }

    @Test
    @DisplayName(
            "B-47: A server that dies at an archive is asked for no single file, and the next resource for nothing")
    void aServerThatDiesAtAnArchive() {
        archive = call -> {
            dead.set(true);
            call.reset();
        };
        assertThat(fault().code()).isEqualTo(FaultCode.SERVER_AWAY);
        assertThat(server.count("GET", FILES))
                .as("an archive has one retry (B-114)")
                .isEqualTo(2);
        int before = server.calls().size();
        assertThat(fault().code()).isEqualTo(FaultCode.SERVER_AWAY);
        assertThat(server.calls()).hasSize(before);
    }

    @Test
    @DisplayName(
            "B-47: A server that dies in the middle of an archive is asked for one single file, and left alone then")
    void aServerThatDiesInTheMiddleOfAnArchive() {
        archive = call -> {
            dead.set(true);
            call.head(200, "Transfer-Encoding: chunked");
            call.raw("1004\r\nPK\u0003\u0004" + "x".repeat(4096) + "\r\n");
            call.hangUp();
        };
        assertThat(fault().code()).isEqualTo(FaultCode.SERVER_AWAY);
        assertThat(server.count("GET", FILES)).isEqualTo(1 + 5);
    }

    @Test
    void aServerThatIsThereAndBreaksEverythingCostsBoundedRequests() {
        single = Call::reset;
        assertThat(bench.pull(Bench.scan("101")).status()).isEqualTo(Status.FAILED);
        assertThat(server.count("GET", FILES)).isLessThanOrEqualTo(2 * (3 * 5 + 1));
    }
}
