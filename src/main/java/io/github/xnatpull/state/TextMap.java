package io.github.xnatpull.state;

import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Small maps and lists of texts in one column, as JSON. */
final class TextMap {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private TextMap() {}

    static String write(Map<String, String> map) {
        return map.isEmpty() ? "" : MAPPER.writeValueAsString(map);
    }

    static Map<String, String> read(String text) {
        return text.isEmpty() ? Map.of() : MAPPER.readValue(text, new TypeReference<Map<String, String>>() {});
    }

    static String writeList(List<String> list) {
        return list.isEmpty() ? "" : MAPPER.writeValueAsString(list);
    }

    static List<String> readList(String text) {
        return text.isEmpty() ? List.of() : MAPPER.readValue(text, new TypeReference<List<String>>() {});
    }
}
