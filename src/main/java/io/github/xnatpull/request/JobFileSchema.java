package io.github.xnatpull.request;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema (2020-12) of job files, for editors and for {@code check}; made of {@link Setting}, never by hand. */
public final class JobFileSchema {
    /** Where the schema lies among our resources; a test holds it to {@link #text()}. */
    public static final String RESOURCE = "/schema/job-file.schema.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REFERENCE = "\\$\\{";

    private JobFileSchema() {}

    /** The schema as pretty JSON, ending with a line end. */
    public static String text() {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Job file of xnatpull");
        schema.setAll(group(""));
        schema.putArray("required").add("version");
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema).replace("\r\n", "\n") + "\n";
    }

    private static ObjectNode group(String group) {
        ObjectNode object = JSON.createObjectNode();
        object.put("type", "object");
        ObjectNode properties = object.putObject("properties");
        for (String name : KeyTree.members(group)) {
            String written = group.isEmpty() ? name : group + "." + name;
            properties.set(name, node(KeyTree.SYNONYMS.getOrDefault(written, written)));
        }
        object.put("additionalProperties", false);
        return object;
    }

    private static ObjectNode node(String key) {
        if (!KeyTree.isGroup(key)) {
            return leaf(Setting.ofKey(key).orElseThrow());
        }
        Setting shortly = KeyTree.SHORT.get(key);
        if (shortly == null) {
            return nullable(group(key));
        }
        return anyOf(List.of(nullable(group(key)), leaf(shortly)));
    }

    /** A group whose members are all commented out is nothing. */
    private static ObjectNode nullable(ObjectNode group) {
        group.putArray("type").add("object").add("null");
        return group;
    }

    private static ObjectNode leaf(Setting setting) {
        ObjectNode one = one(setting);
        ObjectNode leaf = one;
        if (setting.kind().isList()) {
            ObjectNode list = JSON.createObjectNode();
            list.put("type", "array").put("minItems", 1).set("items", one(setting));
            leaf = anyOf(List.of(one, list));
        }
        leaf.put("description", setting.description());
        if (!setting.standard().isEmpty() && setting != Setting.VERSION) {
            leaf.put("default", String.join(" ", setting.standard()));
        }
        return leaf;
    }

    private static ObjectNode one(Setting setting) {
        if (!setting.words().isEmpty()) {
            return orReference(words(setting));
        }
        return switch (setting.kind()) {
            case NUMBER -> orReference(type("integer"));
            case YES_NO -> orReference(type("boolean"));
            case DATE -> type("string").put("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$|" + REFERENCE);
            case TIME -> type("string").put("pattern", "^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$|" + REFERENCE);
            case JOB_NAME -> type("string").put("pattern", "^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$|" + REFERENCE);
            case TEXT,
                    PATTERNS,
                    WORD,
                    WORDS,
                    DURATION,
                    SIZE,
                    FAILURES,
                    SHARE,
                    BANDWIDTH,
                    ADDRESS,
                    PROXY,
                    FILE,
                    LIST_FILE,
                    STATE,
                    LAYOUT -> scalar();
        };
    }

    private static ObjectNode words(Setting setting) {
        ObjectNode words = JSON.createObjectNode();
        ArrayNode values = words.putArray("enum");
        for (String word : setting.words()) {
            if (setting.kind() == SettingKind.NUMBER) {
                values.add(Integer.parseInt(word));
            } else {
                values.add(word);
            }
        }
        return words;
    }

    private static ObjectNode type(String name) {
        return JSON.createObjectNode().put("type", name);
    }

    /** YAML reads an unquoted 12 as a number; to us it is text. */
    private static ObjectNode scalar() {
        ObjectNode scalar = JSON.createObjectNode();
        scalar.putArray("type").add("string").add("number").add("boolean");
        return scalar;
    }

    private static ObjectNode orReference(ObjectNode node) {
        return anyOf(List.of(node, type("string").put("pattern", REFERENCE)));
    }

    private static ObjectNode anyOf(List<ObjectNode> nodes) {
        ObjectNode any = JSON.createObjectNode();
        nodes.forEach(any.putArray("anyOf")::add);
        return any;
    }
}
