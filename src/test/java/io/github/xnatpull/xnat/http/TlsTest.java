package io.github.xnatpull.xnat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.xnatpull.fakes.ScriptedServer;
import io.github.xnatpull.fakes.TestGateway;
import io.github.xnatpull.fakes.VirtualTime;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.support.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path dir;

    /** A key of its own, for this name, made by the JDK's tool. */
    private Path key(String name, String subjectAlternative, int days) throws Exception {
        Path file = dir.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name + ",O=Test Lab",
                "-ext",
                "SAN=" + subjectAlternative,
                "-startdate",
                "-30d",
                "-validity",
                "" + (30 + days),
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString());
        return file;
    }

    private Path certificate(Path key) throws Exception {
        Path file = dir.resolve(key.getFileName() + ".pem");
        keytool("-exportcert", "-rfc", "-alias", "k", "-keystore", key.toString(), "-file", file.toString());
        return file;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-storepass", "changeit"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static ScriptedServer server(Path key, String... protocols) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(key)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return new ScriptedServer(socket, call -> call.send(200, "ok"));
    }

    private static int ask(ScriptedServer server, String host, Optional<Path> caFile, Set<String> insecure) {
        return ask(server.port(), host, caFile, insecure);
    }

    private static int ask(int port, String host, Optional<Path> caFile, Set<String> insecure) {
        HttpSettings settings = TestGateway.settings("https://" + host + ":" + port)
                .withTls(new HttpSettings.Tls(caFile, Optional.empty(), Optional.empty(), insecure));
        VirtualTime time = new VirtualTime(TestGateway.NOW);
        try (HttpGateway gateway = new HttpGateway(settings, TestGateway.seams(time, new StopSignal()))) {
            return gateway.<Integer>call(Identity.NOBODY, Request.get(UrlPath.of("data"), "reach it"), Reply::status);
        }
    }

    @Test
    @DisplayName("B-15: An untrusted certificate is named with issuer and expiry")
    void b15AnUntrustedCertificateIsNamedWithIssuerAndExpiry() throws Exception {
        try (ScriptedServer server = server(key("lab", "ip:127.0.0.1", 365))) {
            Fault fault = catchThrowableOfType(Fault.class, () -> ask(server, "127.0.0.1", Optional.empty(), Set.of()));
            assertThat(fault.code()).isEqualTo(FaultCode.TLS_UNTRUSTED);
            assertThat(fault.code().exitCode()).isEqualTo(2);
            assertThat(fault)
                    .hasMessageContaining("Test Lab")
                    .hasMessageContaining("good until")
                    .hasMessageContaining("--ca-file");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aCaFileMakesItTrusted() throws Exception {
        Path key = key("lab", "ip:127.0.0.1", 365);
        try (ScriptedServer server = server(key)) {
            assertThat(ask(server, "127.0.0.1", Optional.of(certificate(key)), Set.of()))
                    .isEqualTo(200);
        }
    }

    @Test
    void anExpiredCertificateIsNamedAsSuch() throws Exception {
        Path key = key("old", "ip:127.0.0.1", -3);
        try (ScriptedServer server = server(key)) {
            Fault fault = catchThrowableOfType(
                    Fault.class, () -> ask(server, "127.0.0.1", Optional.of(certificate(key)), Set.of()));
            assertThat(fault.code()).isEqualTo(FaultCode.TLS_UNTRUSTED);
            assertThat(fault.getMessage()).contains("NotAfter");
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        Path key = key("other", "dns:other.example", 365);
        try (ScriptedServer server = server(key)) {
            Fault fault = catchThrowableOfType(
                    Fault.class, () -> ask(server, "127.0.0.1", Optional.of(certificate(key)), Set.of()));
            assertThat(fault.code()).isEqualTo(FaultCode.TLS_UNTRUSTED);
        }
    }

    @Test
    void hostsNamedAsInsecureAreTakenAsTheyAre() throws Exception {
        try (ScriptedServer server = server(key("other", "dns:other.example", -3))) {
            assertThat(ask(server, "127.0.0.1", Optional.empty(), Set.of("127.0.0.1")))
                    .isEqualTo(200);
            assertThat(catchThrowableOfType(
                                    Fault.class,
                                    () -> ask(server, "127.0.0.1", Optional.empty(), Set.of("example.org")))
                            .code())
                    .isEqualTo(FaultCode.TLS_UNTRUSTED);
        }
    }

    @Test
    void aServerWithoutTlsOnThatPortIsUnreachable() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread answering = new Thread(() -> answerInClear(plain));
            answering.setDaemon(true);
            answering.start();
            Fault fault = catchThrowableOfType(
                    Fault.class, () -> ask(plain.getLocalPort(), "127.0.0.1", Optional.empty(), Set.of()));
            assertThat(fault.code()).isEqualTo(FaultCode.SERVER_UNREACHABLE);
            assertThat(fault).hasMessageContaining("no TLS connection");
        }
    }

    private static void answerInClear(ServerSocket listener) {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.getInputStream().read(new byte[1024]);
                socket.getOutputStream().write("HTTP/1.1 400 \r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void anUnusableCaFileIsAMistakeOfTheSettings() throws Exception {
        Path nonsense = Files.writeString(dir.resolve("ca.pem"), "hello");
        try (ScriptedServer server = new ScriptedServer(call -> call.send(200, ""))) {
            Fault fault =
                    catchThrowableOfType(Fault.class, () -> ask(server, "127.0.0.1", Optional.of(nonsense), Set.of()));
            assertThat(fault.code()).isEqualTo(FaultCode.CONFIG_INVALID);
        }
    }
}
