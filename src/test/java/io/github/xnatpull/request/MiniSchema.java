package io.github.xnatpull.request;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** As much of JSON Schema as our schema uses; what else it used would fail here by its unknown word. */
final class MiniSchema {
    private static final List<String> WORDS = List.of(
            "$schema",
            "title",
            "description",
            "default",
            "type",
            "properties",
            "additionalProperties",
            "required",
            "enum",
            "pattern",
            "anyOf",
            "items",
            "minItems");

    private MiniSchema() {}

    static List<String> problems(JsonNode schema, JsonNode value) {
        List<String> problems = new ArrayList<>();
        check(schema, value, "", problems);
        return problems;
    }

    private static void check(JsonNode schema, JsonNode value, String place, List<String> problems) {
        schema.propertyNames().forEach(word -> {
            if (!WORDS.contains(word)) {
                throw new IllegalStateException("unknown word of JSON Schema: " + word);
            }
        });
        if (schema.has("anyOf")) {
            List<String> all = new ArrayList<>();
            for (JsonNode one : schema.get("anyOf")) {
                List<String> found = new ArrayList<>();
                check(one, value, place, found);
                if (found.isEmpty()) {
                    return;
                }
                all.addAll(found);
            }
            problems.addAll(all);
        }
        if (schema.has("type") && !isType(schema.get("type"), value)) {
            problems.add(place + ": type " + schema.get("type"));
            return;
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            problems.add(place + ": enum " + schema.get("enum"));
        }
        if (schema.has("pattern")
                && value.isString()
                && !Pattern.compile(schema.get("pattern").asString())
                        .matcher(value.asString())
                        .find()) {
            problems.add(place + ": pattern " + schema.get("pattern"));
        }
        object(schema, value, place, problems);
        array(schema, value, place, problems);
    }

    private static void object(JsonNode schema, JsonNode value, String place, List<String> problems) {
        if (!value.isObject() || !schema.has("properties")) {
            return;
        }
        for (String name : value.propertyNames()) {
            if (schema.get("properties").has(name)) {
                check(schema.get("properties").get(name), value.get(name), place + "/" + name, problems);
            } else if (schema.has("additionalProperties")) {
                problems.add(place + "/" + name + ": not known");
            }
        }
        if (schema.has("required")) {
            schema.get("required").forEach(name -> {
                if (!value.has(name.asString())) {
                    problems.add(place + ": required " + name);
                }
            });
        }
    }

    private static void array(JsonNode schema, JsonNode value, String place, List<String> problems) {
        if (!value.isArray()) {
            return;
        }
        if (schema.has("minItems") && value.size() < schema.get("minItems").asInt()) {
            problems.add(place + ": minItems");
        }
        if (schema.has("items")) {
            value.forEach(item -> check(schema.get("items"), item, place + "[]", problems));
        }
    }

    private static boolean isType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (isType(one, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asString()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("unknown type " + type);
        };
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode one : values) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
