package io.github.xnatpull.transfer;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Proof;
import java.util.Optional;
import java.util.OptionalLong;

/** What the comparison of a received file with the listing says. */
sealed interface Verification {

    /** It is as listed. */
    record Proven(Proof proof) implements Verification {}

    /** It is not as listed. */
    record Different(FaultCode code, String words) implements Verification {}

    /** What vouched for the bytes on their way, beside the listing. */
    enum IntegritySource {
        /** The CRC-32 of the archive entry. */
        CRC,
        /** The length that was announced with the body. */
        LENGTH,
        NOTHING
    }

    /** Compares. */
    static Verification of(OptionalLong size, Optional<String> md5, ReceivedFile received, IntegritySource source) {
        if (size.isPresent() && size.getAsLong() != received.bytes()) {
            return new Different(
                    FaultCode.SIZE_MISMATCH, received.bytes() + " bytes came, the server lists " + size.getAsLong());
        }
        if (md5.isPresent()) {
            return md5.get().equals(received.md5())
                    ? new Proven(Proof.MD5)
                    : new Different(
                            FaultCode.DIGEST_MISMATCH,
                            "MD5 " + received.md5() + " came, the server lists " + md5.get());
        }
        return new Proven(
                switch (source) {
                    case CRC -> size.isPresent() ? Proof.SIZE_CRC : Proof.CRC;
                    case LENGTH -> Proof.SIZE;
                    case NOTHING -> size.isPresent() ? Proof.SIZE : Proof.NONE;
                });
    }
}
