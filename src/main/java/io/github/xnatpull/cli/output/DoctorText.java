package io.github.xnatpull.cli.output;

import io.github.xnatpull.app.JsonText;
import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.doctor.DoctorResult;
import io.github.xnatpull.doctor.Finding;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells findings as they come, a line each; or all at the end as JSON. */
public final class DoctorText {
    private final Console console;
    private final boolean json;

    public DoctorText(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    public void finding(String name, Finding finding) {
        if (json) {
            return;
        }
        DoctorResult.Check check = DoctorResult.Check.of(name, finding);
        String code = check.code().isEmpty() ? "" : "[" + check.code() + "]";
        boolean alone = check.meaning().isEmpty() && check.advice().isEmpty();
        console.result(String.format(
                Locale.ROOT,
                "%-8s %-14s %s",
                check.state(),
                name,
                Stream.of(check.found() + (alone ? "" : "."), check.meaning(), check.advice(), code)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" "))));
        console.flush();
    }

    /** The sum, and the exit code. */
    public int end(DoctorResult result) {
        if (json) {
            console.raw().print(JsonText.pretty(result) + "\n");
        } else {
            console.result("");
            console.result(result.ok() + " ok, " + result.warning() + " warnings, " + result.failed() + " failed, "
                    + result.skipped() + " skipped.");
        }
        console.flush();
        return result.exitCode();
    }
}
