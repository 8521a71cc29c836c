package io.github.xnatpull.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.SourcePosition;
import java.util.Optional;

/** A fault that came in the place of a result. */
public record ErrorResult(Details error) implements Result {
    /**
     * What is said of it.
     *
     * @param tried what was tried, as an infinitive without "to"
     * @param file where the user wrote what is wrong
     */
    @JsonPropertyOrder({"code", "exit_code", "message", "tried", "cause", "meaning", "advice", "file", "line", "column"
    })
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Details(
            String code,
            int exitCode,
            String message,
            String tried,
            String cause,
            String meaning,
            String advice,
            Optional<String> file,
            Optional<Integer> line,
            Optional<Integer> column) {}

    public static ErrorResult of(Fault fault) {
        return new ErrorResult(new Details(
                fault.code().id(),
                fault.code().exitCode(),
                String.valueOf(fault.getMessage()),
                fault.action(),
                fault.because(),
                fault.meaning(),
                fault.advice(),
                fault.place().map(SourcePosition::file),
                fault.place().map(SourcePosition::line),
                fault.place().map(SourcePosition::column)));
    }

    @Override
    public int exitCode() {
        return error.exitCode();
    }
}
