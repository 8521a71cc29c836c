package io.github.xnatpull.cli.output;

import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.doctor.Examination;
import io.github.xnatpull.doctor.Finding;
import io.github.xnatpull.doctor.Finding.State;
import io.github.xnatpull.fault.FaultCode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells findings as they come, a line each; or all at the end as JSON. */
public final class DoctorText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Console console;
    private final boolean json;
    private final ArrayNode checks = JSON.createArrayNode();

    public DoctorText(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    public void finding(String check, Finding finding) {
        if (json) {
            checks.addObject()
                    .put("check", check)
                    .put("state", word(finding.state()))
                    .put("found", finding.found())
                    .put("meaning", finding.meaning())
                    .put("advice", finding.advice())
                    .put("code", finding.code().map(FaultCode::id).orElse(""));
            return;
        }
        String code = finding.code().map(known -> "[" + known.id() + "]").orElse("");
        boolean alone = finding.meaning().isEmpty() && finding.advice().isEmpty();
        console.result(String.format(
                Locale.ROOT,
                "%-8s %-14s %s",
                word(finding.state()),
                check,
                Stream.of(finding.found() + (alone ? "" : "."), finding.meaning(), finding.advice(), code)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" "))));
        console.flush();
    }

    /** The sum, and the exit code. */
    public int end(Examination examination) {
        int exit = examination.exitCode();
        if (json) {
            ObjectNode all = JSON.createObjectNode();
            all.set("checks", checks);
            for (State state : State.values()) {
                all.put(word(state), examination.count(state));
            }
            all.put("exit_code", exit);
            console.raw().print(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
        } else {
            console.result("");
            console.result(examination.count(State.OK) + " ok, " + examination.count(State.WARNING) + " warnings, "
                    + examination.count(State.FAILED) + " failed, " + examination.count(State.SKIPPED) + " skipped.");
        }
        console.flush();
        return exit;
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
