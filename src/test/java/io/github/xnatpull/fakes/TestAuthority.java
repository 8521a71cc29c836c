package io.github.xnatpull.fakes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of the test's own, made by the JDK's tool; the password of all stores is {@code changeit}. */
public final class TestAuthority {
    public static final String PASSWORD = "changeit";

    private final Path directory;
    private final String name;

    /** @param name of the organisation that issues */
    public TestAuthority(Path directory, String name) {
        this.directory = directory;
        this.name = name;
        keytool(
                "-genkeypair",
                "-alias",
                "ca",
                "-keyalg",
                "EC",
                "-dname",
                "CN=Root,O=" + name,
                "-ext",
                "bc:c",
                "-keystore",
                store());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "ca",
                "-keystore",
                store(),
                "-file",
                certificate().toString());
    }

    private String store() {
        return directory.resolve(name + "-ca.p12").toString();
    }

    /** The authority's certificate as PEM. */
    public Path certificate() {
        return directory.resolve(name + "-ca.pem");
    }

    /** The authority's certificate in a store of its own. */
    public Path trustStore() {
        Path store = directory.resolve(name + "-trust.p12");
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "ca",
                "-file",
                certificate().toString(),
                "-keystore",
                store.toString());
        return store;
    }

    /** A key with a certificate of this authority, as PKCS 12. */
    public Path issue(String subject, String extension) {
        Path store = directory.resolve(subject + ".p12");
        Path request = directory.resolve(subject + ".csr");
        Path issued = directory.resolve(subject + ".pem");
        keytool(
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + subject,
                "-keystore",
                store.toString());
        keytool("-certreq", "-alias", "k", "-keystore", store.toString(), "-file", request.toString());
        keytool(
                "-gencert",
                "-rfc",
                "-alias",
                "ca",
                "-keystore",
                store(),
                "-ext",
                extension,
                "-infile",
                request.toString(),
                "-outfile",
                issued.toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "ca",
                "-file",
                certificate().toString(),
                "-keystore",
                store.toString());
        keytool("-importcert", "-noprompt", "-alias", "k", "-file", issued.toString(), "-keystore", store.toString());
        return store;
    }

    /** What a server needs to show a key, and to ask for clients that the stores' authorities know. */
    public static SSLContext context(Path keys) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(keys)) {
                store.load(in, PASSWORD.toCharArray());
            }
            KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            shown.init(store, PASSWORD.toCharArray());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keytool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
