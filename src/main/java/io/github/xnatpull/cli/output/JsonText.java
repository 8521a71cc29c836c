package io.github.xnatpull.cli.output;

import io.github.xnatpull.fault.Fault;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as all commands print it: keys in snake_case, numbers as numbers, one document a result. */
public final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private JsonText() {}

    /** A record, a list or a map on one line. */
    public static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** What a command prints that failed before it had a result. */
    static String error(Fault fault) {
        ObjectNode root = object();
        ObjectNode error = root.putObject("error");
        error.put("code", fault.code().id());
        error.put("exit_code", fault.code().exitCode());
        error.put("message", fault.getMessage());
        error.put("tried", fault.action());
        error.put("cause", fault.because());
        error.put("meaning", fault.meaning());
        error.put("advice", fault.advice());
        fault.place().ifPresent(place -> error.put("file", place.file())
                .put("line", place.line())
                .put("column", place.column()));
        return root.toPrettyString();
    }
}
