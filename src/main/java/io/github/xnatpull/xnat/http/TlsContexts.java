package io.github.xnatpull.xnat.http;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.fault.LocalFaults;
import io.github.xnatpull.xnat.http.HttpSettings.Store;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the TLS context of a server: the system's authorities and the user's own, and a client certificate. */
final class TlsContexts {
    private TlsContexts() {}

    static SSLContext of(HttpSettings settings) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys(settings.tls().clientCertificate()), new TrustManager[] {trust(settings)}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw Fault.fault(FaultCode.CONFIG_INVALID)
                    .trying("set up TLS for " + settings.server())
                    .advice(
                            "Check the CA file (PEM), the trust store, and the client certificate (PKCS#12); passwords of"
                                    + " stores are in XNATPULL_TRUST_STORE_PASSWORD and XNATPULL_CLIENT_CERT_PASSWORD.")
                    .cause(e)
                    .because("a certificate file cannot be used: " + words(e));
        }
    }

    private static String words(Exception e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "there is no file " + e.getMessage();
        }
        return e instanceof IOException trouble ? LocalFaults.words(trouble) : String.valueOf(e.getMessage());
    }

    private static KeyManager @Nullable [] keys(Optional<Store> certificate)
            throws GeneralSecurityException, IOException {
        if (certificate.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate.get().file())) {
            store.load(in, certificate.get().password());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, certificate.get().password());
        return factory.getKeyManagers();
    }

    private static TrustManager trust(HttpSettings settings) throws GeneralSecurityException, IOException {
        if (settings.isInsecure()) {
            return new TrustsAll();
        }
        X509ExtendedTrustManager system = managerOf(null);
        if (settings.tls().caFile().isEmpty() && settings.tls().trustStore().isEmpty()) {
            return new Remembering(system);
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (X509Certificate known : system.getAcceptedIssuers()) {
            store.setCertificateEntry("system-" + number++, known);
        }
        for (Certificate own : own(settings)) {
            store.setCertificateEntry("own-" + number++, own);
        }
        return new Remembering(managerOf(store));
    }

    private static List<Certificate> own(HttpSettings settings) throws GeneralSecurityException, IOException {
        List<Certificate> own = new ArrayList<>();
        if (settings.tls().caFile().isPresent()) {
            own.addAll(certificates(settings.tls().caFile().get()));
        }
        if (settings.tls().trustStore().isPresent()) {
            Store named = settings.tls().trustStore().get();
            char[] password = named.password().length == 0 ? null : named.password();
            KeyStore store = KeyStore.getInstance(named.file().toFile(), password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    own.add(store.getCertificate(alias));
                }
            }
        }
        if (own.isEmpty()) {
            throw new CertificateException("it holds no certificate to trust");
        }
        return own;
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static X509ExtendedTrustManager managerOf(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("this Java has no X.509 trust manager"));
    }

    private interface Check {
        void run() throws CertificateException;
    }

    /** The platform's check, which forgets whose certificate it refused. */
    private static final class Remembering extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager inner;

        Remembering(X509ExtendedTrustManager inner) {
            this.inner = inner;
        }

        private static void remembering(X509Certificate[] chain, Check check) throws CertificateException {
            try {
                check.run();
                // Java takes a certificate that is itself trusted for good whatever its dates say.
                chain[0].checkValidity();
            } catch (CertificateException e) {
                throw chain.length == 0 ? e : new UntrustedCertificate(chain[0], e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            remembering(chain, () -> inner.checkServerTrusted(chain, type, socket));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            remembering(chain, () -> inner.checkServerTrusted(chain, type, engine));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            remembering(chain, () -> inner.checkServerTrusted(chain, type));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            inner.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            inner.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            inner.checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return inner.getAcceptedIssuers();
        }
    }

    /** For hosts that the user named as insecure. */
    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
