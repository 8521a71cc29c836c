package io.github.xnatpull.doctor;

import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Checks in their order, and what came of each; a check whose prerequisite failed is skipped. */
public final class Examination {
    /** Where several failed, the one that a run would name: interface.md's order, and what the user wrote last. */
    private static final List<Integer> GRAVEST_FIRST = List.of(
            ExitCodes.INTERNAL, ExitCodes.LOCAL, ExitCodes.STATE, ExitCodes.AUTH, ExitCodes.SERVER, ExitCodes.USAGE);

    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final BiConsumer<String, Finding> told;

    /** @param told of each finding as soon as it is there */
    public Examination(BiConsumer<String, Finding> told) {
        this.told = told;
    }

    /**
     * Looks, unless something that it takes is not there. A fault is the finding.
     *
     * @param needs checks made before
     * @return whether it went well enough to go on
     */
    public boolean check(String name, List<String> needs, Supplier<Finding> look) {
        Finding finding = missing(needs).map(Finding::skipped).orElseGet(() -> looked(look));
        findings.put(name, finding);
        told.accept(name, finding);
        return finding.isGood();
    }

    private Optional<String> missing(List<String> needs) {
        for (String need : needs) {
            Finding before = findings.get(need);
            if (before != null && before.state() == Finding.State.SKIPPED) {
                return Optional.of(before.found());
            }
            if (before != null && !before.isGood()) {
                return Optional.of("because '" + need + "' failed");
            }
        }
        return Optional.empty();
    }

    private static Finding looked(Supplier<Finding> look) {
        try {
            return look.get();
        } catch (Fault fault) {
            return Finding.failed(fault);
        }
    }

    /** What a check found that was made. */
    Finding finding(String check) {
        return Optional.ofNullable(findings.get(check)).orElseThrow();
    }

    private long count(Finding.State state) {
        return findings.values().stream()
                .filter(finding -> finding.state() == state)
                .count();
    }

    /** 0, or the exit code of the gravest failure. */
    public int exitCode() {
        List<Integer> codes = new ArrayList<>();
        findings.values().stream()
                .filter(finding -> finding.state() == Finding.State.FAILED)
                .forEach(finding ->
                        codes.add(finding.code().map(FaultCode::exitCode).orElse(ExitCodes.INTERNAL)));
        return GRAVEST_FIRST.stream()
                .filter(codes::contains)
                .findFirst()
                .orElse(codes.isEmpty() ? ExitCodes.OK : codes.get(0));
    }

    /** What came of all checks so far. */
    public DoctorResult result() {
        List<DoctorResult.Check> checks = new ArrayList<>();
        findings.forEach((name, finding) -> checks.add(DoctorResult.Check.of(name, finding)));
        return new DoctorResult(
                checks,
                count(Finding.State.OK),
                count(Finding.State.WARNING),
                count(Finding.State.FAILED),
                count(Finding.State.SKIPPED),
                exitCode());
    }
}
