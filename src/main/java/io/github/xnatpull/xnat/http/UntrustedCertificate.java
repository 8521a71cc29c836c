package io.github.xnatpull.xnat.http;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** A certificate that failed the check, kept so that the message can say whose it is and how long it is good for. */
final class UntrustedCertificate extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient X509Certificate certificate;

    UntrustedCertificate(X509Certificate certificate, CertificateException cause) {
        super(cause.getMessage(), cause);
        this.certificate = certificate;
    }

    X509Certificate certificate() {
        return certificate;
    }
}
