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
        NOTHING,
        /** Nothing, and its type is that of messages rather than of such a file. */
        DOUBTFUL
    }

    /** Compares. The digest outweighs the size: a listing's size may be as old as it likes (contract §5). */
    static Verification of(OptionalLong size, Optional<String> md5, ReceivedFile received, IntegritySource source) {
        if (md5.isPresent() && md5.get().equals(received.md5())) {
            return new Proven(Proof.MD5);
        }
        if (size.isPresent() && size.getAsLong() != received.bytes()) {
            return new Different(
                    FaultCode.SIZE_MISMATCH, received.bytes() + " bytes came, the server lists " + size.getAsLong());
        }
        if (md5.isPresent()) {
            return new Different(
                    FaultCode.DIGEST_MISMATCH, "MD5 " + received.md5() + " came, the server lists " + md5.get());
        }
        return switch (source) {
            case CRC -> new Proven(size.isPresent() ? Proof.SIZE_CRC : Proof.CRC);
            case LENGTH, NOTHING ->
                size.isPresent()
                        ? new Proven(Proof.SIZE)
                        : new Different(
                                FaultCode.UNPROVEN,
                                "the server lists neither its size nor its digest, and no archive came that would prove it");
            case DOUBTFUL ->
                new Different(
                        FaultCode.UNPROVEN,
                        "it came as messages come, not as XNAT sends such a file, and nothing listed proves it");
        };
    }
}
