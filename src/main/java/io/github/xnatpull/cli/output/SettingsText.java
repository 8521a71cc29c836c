package io.github.xnatpull.cli.output;

import io.github.xnatpull.cli.console.Console;
import io.github.xnatpull.cli.output.ResultTable.Column;
import io.github.xnatpull.cli.output.ResultTable.Format;
import io.github.xnatpull.request.Profiles;
import io.github.xnatpull.request.Setting;
import io.github.xnatpull.request.Settings;
import io.github.xnatpull.request.Settings.Effective;
import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.request.Settings.Origin;
import io.github.xnatpull.support.Redactor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Settings with where they come from, as a table or JSON. No secret gets through, and no argument of a command. */
public final class SettingsText {
    static final String NOT_SET = "-";
    /** A word this short, or one that is the user's name as well, is no secret to anybody, and part of many a path. */
    private static final int SHORTEST_SECRET = 6;

    private final Console console;
    private final Redactor redactor = new Redactor();

    public SettingsText(Console console, Map<String, String> environment) {
        this.console = console;
        for (String name : List.of("XNAT_PASS", "XNATPULL_CLIENT_CERT_PASSWORD", "XNATPULL_TRUST_STORE_PASSWORD")) {
            String secret = environment.getOrDefault(name, "");
            if (secret.length() >= SHORTEST_SECRET && !secret.equals(environment.get("XNAT_USER"))) {
                redactor.register(secret);
            }
        }
    }

    private List<Column<Effective>> columns() {
        return List.of(
                Column.id("key", one -> one.setting().key()),
                Column.of("value", this::shown),
                Column.of("from", one -> one.value().origin().toString()));
    }

    public void table(List<Effective> settings) {
        ResultTable<Effective> table = new ResultTable<>(console, Format.TABLE, columns());
        settings.forEach(table::add);
        table.finish();
    }

    /** A profile as an object of its keys. */
    public String json(String name, Settings profile, boolean isDefault) {
        ObjectNode object = JsonMapper.shared().createObjectNode();
        object.put("profile", name);
        object.put("default", isDefault);
        for (Effective one : profile.effective()) {
            value(object, Profiles.key(one.setting()).replace('-', '_'), one);
        }
        return object.toPrettyString();
    }

    /** An array of settings, each with value and origin. */
    public ArrayNode json(List<Effective> settings) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        for (Effective one : settings) {
            ObjectNode object = array.addObject();
            object.put("key", one.setting().key());
            value(object, "value", one);
            Origin origin = one.value().origin();
            object.put("from", origin.layer().name().toLowerCase(Locale.ROOT).replace("_", " "));
            object.put("place", origin.place());
            one.setting().flag().ifPresent(flag -> object.put("flag", flag));
            one.setting().variable().ifPresent(variable -> object.put("variable", variable));
        }
        return array;
    }

    private void value(ObjectNode object, String name, Effective one) {
        List<String> texts = texts(one);
        if (texts.isEmpty()) {
            object.putNull(name);
        } else if (one.setting().isList()) {
            texts.forEach(object.putArray(name)::add);
        } else {
            object.put(name, texts.get(0));
        }
    }

    private String shown(Effective one) {
        return one.value().texts().isEmpty() ? NOT_SET : String.join(", ", texts(one));
    }

    private List<String> texts(Effective one) {
        return one.value().texts().stream()
                .map(text -> one.setting() == Setting.PASSWORD_COMMAND ? program(text) : text)
                .map(redactor::redact)
                .toList();
    }

    /** Of a command its program: what follows may hold anything. */
    private static String program(String command) {
        String[] words = command.strip().split("\\s+", 2);
        return words.length < 2 ? words[0] : words[0] + " ...";
    }

    /** What nobody set. */
    static Effective unset(Setting setting) {
        return new Effective(setting, new Settings.Value(List.of(), new Origin(Layer.DEFAULT, "")));
    }
}
