package io.github.xnatpull.miniature.rest;

import io.github.xnatpull.miniature.archive.Experiment;
import io.github.xnatpull.miniature.archive.Holder;
import io.github.xnatpull.miniature.archive.Project;
import io.github.xnatpull.miniature.archive.Resource;
import io.github.xnatpull.miniature.archive.Scan;
import io.github.xnatpull.miniature.archive.Session;
import io.github.xnatpull.miniature.archive.Subject;
import io.github.xnatpull.miniature.http.Body;
import io.github.xnatpull.miniature.http.HttpReply;
import io.github.xnatpull.miniature.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Item documents: a shape of their own, and HTML unless JSON is asked for (contract §8.1). */
final class Items {
    private Items() {}

    static HttpReply project(HttpRequest request, Project project) {
        return reply(request, item("xnat:projectData", fields("ID", project.id(), "name", project.name()), ""));
    }

    static HttpReply subject(HttpRequest request, Subject subject) {
        Map<String, Object> fields =
                fields("ID", subject.id(), "project", subject.project().id());
        fields.put("label", subject.label());
        String demographics = item("xnat:demographicData", new LinkedHashMap<>(subject.fields()), "");
        return reply(request, item("xnat:subjectData", fields, group("demographics", List.of(demographics))));
    }

    static HttpReply experiment(HttpRequest request, Experiment experiment) {
        Map<String, Object> fields =
                fields("ID", experiment.id(), "project", experiment.project().id());
        fields.put("label", experiment.label());
        fields.putAll(experiment.fields());
        fields.put("subject_ID", experiment.subject().id());
        String children = experiment instanceof Session session
                ? group(
                        "scans/scan",
                        session.scans().stream().map(Items::scanItem).toList())
                : "";
        return reply(request, item(experiment.xsiType(), fields, children));
    }

    static HttpReply scan(HttpRequest request, Scan scan) {
        return reply(request, scanItem(scan));
    }

    private static String scanItem(Scan scan) {
        Map<String, Object> fields = fields("image_session_ID", scan.session().id(), "ID", scan.id());
        fields.put("type", scan.type());
        fields.put("quality", scan.field("quality"));
        fields.put("series_description", scan.field("series_description"));
        fields.put("xnat_imagescandata_id", scan.row());
        return item(scan.field("xsiType"), fields, files(scan.holder()));
    }

    private static String files(Holder holder) {
        return group(
                "file", holder.resources().stream().map(Items::resourceItem).toList());
    }

    private static String resourceItem(Resource resource) {
        Map<String, Object> fields = fields("label", resource.label(), "format", resource.format());
        fields.put("xnat_abstractresource_id", resource.id());
        return item("xnat:resourceCatalog", fields, "");
    }

    private static Map<String, Object> fields(String key, String value, String secondKey, String secondValue) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(key, value);
        fields.put(secondKey, secondValue);
        return fields;
    }

    private static String item(String type, Map<String, Object> fields, String children) {
        StringBuilder text = new StringBuilder("{\"meta\":{\"isHistory\":false,\"xsi:type\":");
        TableText.quoted(type, text);
        text.append("},\"data_fields\":{");
        text.append(fields.entrySet().stream()
                .filter(field -> !field.getValue().equals(""))
                .map(field -> pair(field.getKey(), field.getValue()))
                .collect(Collectors.joining(",")));
        return text.append("},\"children\":[").append(children).append("]}").toString();
    }

    private static String pair(String key, Object value) {
        StringBuilder text = new StringBuilder("\"" + key + "\":");
        if (value instanceof Number) {
            text.append(value);
        } else {
            TableText.quoted(value.toString(), text);
        }
        return text.toString();
    }

    private static String group(String field, List<String> items) {
        return items.isEmpty() ? "" : "{\"field\":\"" + field + "\",\"items\":[" + String.join(",", items) + "]}";
    }

    private static HttpReply reply(HttpRequest request, String item) {
        if (request.parameter("format").equals("json")) {
            return Replies.json(Body.chunked(Body.text("{\"items\":[" + item + "]}")::writeTo));
        }
        if (request.parameter("format").equals("xml")) {
            return HttpReply.of(200, "text/xml", Body.text("<item>" + Replies.escaped(item) + "</item>"));
        }
        return Replies.html(200, "<html><body><pre>" + Replies.escaped(item) + "</pre></body></html>");
    }
}
