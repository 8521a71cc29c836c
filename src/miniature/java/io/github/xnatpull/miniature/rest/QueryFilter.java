package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The filters and pages of the subject and experiment listings (contract §2.4, §2.5). */
final class QueryFilter {
    private static final List<String> FILTERS = List.of(
            "ID",
            "label",
            "project",
            "date",
            "subject_ID",
            "subject_label",
            "modality",
            "scanner",
            "visit_id",
            "gender",
            "yob");

    private final Map<String, String> wanted = new LinkedHashMap<>();
    private final String limit;
    private final String offset;

    QueryFilter(HttpRequest request) {
        for (String name : FILTERS) {
            if (!request.parameters(name).isEmpty()) {
                wanted.put(name, request.parameter(name));
            }
        }
        limit = request.parameter("limit");
        offset = request.parameter("offset");
    }

    boolean accepts(UnaryOperator<String> cell) {
        return wanted.entrySet().stream().allMatch(entry -> matches(entry.getValue(), cell.apply(entry.getKey())));
    }

    /** Several values by comma; a value with a wild card is a search inside the text, whatever its place. */
    private static boolean matches(String values, String cell) {
        return Stream.of(values.split(",")).map(String::trim).anyMatch(value -> {
            if (value.contains("*") || value.contains("%")) {
                String part = value.replace("*", "").replace("%", "").toLowerCase(Locale.ROOT);
                return cell.toLowerCase(Locale.ROOT).contains(part);
            }
            return value.equals(cell);
        });
    }

    boolean isPaged() {
        return !limit.isEmpty() || !offset.isEmpty();
    }

    <T> Stream<T> page(Stream<T> rows) {
        if (!isPaged()) {
            return rows;
        }
        Stream<T> rest = rows.skip(offset.isEmpty() ? 0 : Long.parseLong(offset));
        return limit.equals("*") ? rest : rest.limit(limit.isEmpty() ? 100 : Long.parseLong(limit));
    }
}
