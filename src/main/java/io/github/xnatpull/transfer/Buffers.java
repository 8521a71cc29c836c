package io.github.xnatpull.transfer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The large things that one thread uses again and again. */
final class Buffers {

    private final byte[] buffer = new byte[1 << 17];
    private final MessageDigest md5 = newMd5();

    byte[] buffer() {
        return buffer;
    }

    MessageDigest md5() {
        return md5;
    }

    static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
