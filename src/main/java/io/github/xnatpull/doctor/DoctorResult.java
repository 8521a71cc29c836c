package io.github.xnatpull.doctor;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.xnatpull.fault.FaultCode;
import java.util.List;
import java.util.Locale;

/**
 * What an examination found.
 *
 * @param ok how many checks went well; the others likewise
 * @param exitCode 0, or that of the gravest failure
 */
@JsonPropertyOrder({"checks", "ok", "warning", "failed", "skipped", "exit_code"})
public record DoctorResult(List<Check> checks, long ok, long warning, long failed, long skipped, int exitCode) {
    /**
     * One check and what it found.
     *
     * @param state {@code ok}, {@code warning}, {@code failed} or {@code skipped}
     * @param code of the failure; blank where there is none
     */
    @JsonPropertyOrder({"check", "state", "found", "meaning", "advice", "code"})
    public record Check(String check, String state, String found, String meaning, String advice, String code) {
        /** A finding in words. */
        public static Check of(String check, Finding finding) {
            return new Check(
                    check,
                    finding.state().name().toLowerCase(Locale.ROOT),
                    finding.found(),
                    finding.meaning(),
                    finding.advice(),
                    finding.code().map(FaultCode::id).orElse(""));
        }
    }
}
