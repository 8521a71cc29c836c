package io.github.xnatpull.request;

import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.request.Settings.Origin;
import io.github.xnatpull.request.Settings.Value;
import io.github.xnatpull.selection.Filter;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.support.Home;
import io.github.xnatpull.support.Version;
import io.github.xnatpull.xnat.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run was asked, as it is kept at its destination ({@code docs/stored-forms.md}): the settings by their keys in a job
 * file, read back by the rules of a job file, and beside them what is no setting. Holds no secret and no way to log in.
 */
public final class StoredRequest {
    /** Goes up when what is there gets another meaning; a setting more needs no new version. */
    static final int VERSION = 2;

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final List<String> KEYS =
            List.of("version", "written_by", "server", "settings", "sources", "left_out", "lists");
    /** How faults of settings begin, before the setting's key. */
    private static final String USE = "use ";

    /** What each run says of its selection, whatever was asked. The others are stored where they say something. */
    private static final List<Setting> ALWAYS = List.of(Setting.LEVELS, Setting.FAIL_IF_EMPTY, Setting.STRICT_LIST);

    private static final List<String> LISTS = List.of("projects", "levels", "assessors");

    private final JsonNode json;
    private final String what;
    private final Consumer<String> warnings;

    private StoredRequest(JsonNode json, String what, Consumer<String> warnings) {
        this.json = json;
        this.what = what;
        this.warnings = warnings;
    }

    /**
     * The request as JSON.
     *
     * @param asked the request as it was made
     * @param applied its selection with what its lists added
     */
    public static ObjectNode write(PullRequest asked, Selection applied) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("version", VERSION);
        json.put("written_by", Version.CURRENT);
        json.put("server", asked.site().address().toString());
        ObjectNode settings = json.putObject("settings");
        RequestTexts.of(asked).forEach((setting, texts) -> {
            if (setting.isList()) {
                array(settings, setting.key(), texts);
            } else {
                settings.put(setting.key(), texts.get(0));
            }
        });
        ObjectNode sources = json.putObject("sources");
        new TreeMap<>(applied.sources()).forEach(sources::put);
        if (!asked.choice().leftOut().isEmpty()) {
            array(json, "left_out", words(asked.choice().leftOut()));
        }
        if (!applied.equals(asked.selection())) {
            ObjectNode lists = json.putObject("lists");
            array(lists, "projects", applied.projects());
            array(lists, "levels", words(applied.levels()));
            array(lists, "assessors", applied.assessors());
        }
        return json;
    }

    private static List<String> words(Set<Level> levels) {
        return levels.stream().sorted().map(Level::word).toList();
    }

    private static void array(ObjectNode object, String key, List<String> texts) {
        ArrayNode array = object.putArray(key);
        texts.forEach(array::add);
    }

    /**
     * Reads what this version or an older one wrote. What is missing has its default; what this version does not know is told
     * and not used.
     *
     * @param text {@link #write}, or what stood in its place before requests had a version
     * @param what whose request it is, for messages: {@code run NAME}
     * @param warnings is told of keys that are not known
     * @throws Fault {@code STATE_NEWER} for a newer form, {@code STATE_UNREADABLE} for one that is damaged
     */
    public static PullRequest read(String text, String what, Consumer<String> warnings) {
        try {
            return read(MAPPER.readTree(text), what, warnings);
        } catch (JacksonException e) {
            throw unreadable(what, "it is no JSON", e);
        }
    }

    /** The same of JSON that stands within other JSON. */
    public static PullRequest read(JsonNode json, String what, Consumer<String> warnings) {
        StoredRequest stored = new StoredRequest(json, what, warnings);
        try {
            return stored.request();
        } catch (Damage e) {
            throw unreadable(what, e.words, e);
        } catch (Fault fault) {
            if (fault.code() == FaultCode.STATE_NEWER) {
                throw fault;
            }
            String key = fault.action().startsWith(USE) ? fault.action().substring(USE.length()) + ": " : "";
            throw unreadable(what, key + fault.because(), fault);
        }
    }

    private PullRequest request() {
        if (StoredRequest1.isOne(json)) {
            return StoredRequest1.read(this, json);
        }
        JsonNode version = json.path("version");
        if (!version.isInt() || version.intValue() < VERSION) {
            throw new Damage(version.isMissingNode() ? "its version is missing" : "its version is " + version);
        }
        String writer = json.path("written_by").asString("");
        if (version.intValue() > VERSION) {
            throw newer(version.intValue(), writer);
        }
        tellUnknown(json, KEYS, "", writer);
        JsonNode lists = json.path("lists");
        if (!lists.isMissingNode() && !lists.isObject()) {
            throw new Damage("'lists' holds no keys");
        }
        tellUnknown(lists, LISTS, "lists.", writer);
        Optional<String> server =
                json.has("server") ? Optional.of(text("server", json.path("server"))) : Optional.empty();
        Map<Setting, List<String>> settings = settings(json.path("settings"), writer);
        tellMissing(missing(settings.keySet(), json.path("sources")));
        PullRequest request = request(settings, server, applied(json, lists));
        // The levels of a run are always among its settings: only this tells that nobody chose them.
        return json.has("left_out")
                ? request.with(request.choice().leavingOut(levels(texts("left_out", json.path("left_out")))))
                : request;
    }

    private Applied applied(JsonNode json, JsonNode lists) {
        Map<String, String> sources = new HashMap<>();
        json.path("sources").properties().forEach(one -> sources.put(one.getKey(), text("sources", one.getValue())));
        return new Applied(
                texts(lists, "projects"),
                texts(lists, "levels"),
                texts(lists, "assessors"),
                Optional.of(Map.copyOf(sources)).filter(places -> !places.isEmpty()));
    }

    private Optional<List<String>> texts(JsonNode lists, String key) {
        return lists.has(key) ? Optional.of(texts("lists." + key, lists.path(key))) : Optional.empty();
    }

    /**
     * What a selection has that no setting says; empty where the settings say it.
     *
     * @param projects with those that lists named
     * @param levels with those that rows of lists named
     * @param assessors with those that lists named
     * @param sources where the values of filters stood
     */
    record Applied(
            Optional<List<String>> projects,
            Optional<List<String>> levels,
            Optional<List<String>> assessors,
            Optional<Map<String, String>> sources) {}

    /**
     * Makes the request.
     *
     * @param server the address, where it is known apart from the settings: a profile may have named it
     * @param applied what lists added
     */
    PullRequest request(Map<Setting, List<String>> settings, Optional<String> server, Applied applied) {
        SettingsReader reader = new SettingsReader(Path.of("/"), Home.at(Path.of("/")));
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        settings.forEach((setting, texts) -> values.put(setting, value(reader, setting, texts)));
        // As of a profile: a run does not remember it as what was said.
        server.map(address -> reader.remembered(Setting.SERVER, List.of(address)))
                .ifPresent(address ->
                        values.putIfAbsent(Setting.SERVER, new Value(address.texts(), new Origin(Layer.PROFILE, ""))));
        PullRequest request = Requests.of(Settings.of(values));
        URI address = server.map(Requests::address).orElse(request.site().address());
        Selection selection = request.selection();
        return request.at(address)
                .with(selection.toBuilder()
                        .projects(applied.projects().orElse(selection.projects()))
                        .levels(applied.levels().map(this::levels).orElse(selection.levels()))
                        .assessors(applied.assessors().orElse(selection.assessors()))
                        .sources(applied.sources().orElse(selection.sources()))
                        .build());
    }

    /** Paths are stored in full: what a relative one would be relative to is long forgotten. */
    private static Value value(SettingsReader reader, Setting setting, List<String> texts) {
        Value value = reader.remembered(setting, texts);
        if (setting.kind().isPath()
                && !value.texts().get(0).equals(texts.get(0))
                && !Path.of(texts.get(0)).isAbsolute()) {
            throw new Damage("'" + setting.key() + "' is no full path");
        }
        return value;
    }

    private Set<Level> levels(List<String> words) {
        return words.stream()
                .map(word -> {
                    try {
                        return Level.valueOf(word.toUpperCase(Locale.ROOT));
                    } catch (IllegalArgumentException e) {
                        throw new Damage("'" + word + "' is no level", e);
                    }
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<Setting, List<String>> settings(JsonNode node, String writer) {
        if (!node.isObject()) {
            throw new Damage(
                    node.isMissingNode() ? "its settings are missing" : "its settings are no keys with values");
        }
        Map<Setting, List<String>> settings = new EnumMap<>(Setting.class);
        tellUnknown(node, KeyTree.keys(), "", writer);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Setting.ofKey(entry.getKey()).filter(StoredRequest::isKept).ifPresent(setting -> {
                List<String> texts = setting.isList()
                        ? texts(setting.key(), entry.getValue())
                        : List.of(text(setting.key(), entry.getValue()));
                if (!texts.isEmpty()) {
                    settings.put(setting, texts);
                }
            });
        }
        return settings;
    }

    /** Whoever can write to a destination must not be able to choose a command that runs, or a file that is sent. */
    static boolean isKept(Setting setting) {
        return setting != Setting.VERSION && (!setting.key().startsWith("server.") || Settings.isReach(setting));
    }

    /** The texts of a list; one alone may stand for a list of one. */
    List<String> texts(String key, JsonNode node) {
        if (!node.isArray()) {
            return List.of(text(key, node));
        }
        List<String> texts = new ArrayList<>();
        node.forEach(one -> texts.add(text(key, one)));
        return texts;
    }

    /** A single value. */
    String text(String key, JsonNode node) {
        if (!node.isString() && !node.isNumber() && !node.isBoolean()) {
            throw new Damage("'" + key + "' is " + (node.isNull() ? "nothing" : node.isArray() ? "a list" : "no text"));
        }
        return node.asString();
    }

    /** Tells of the keys of an object that are none of these. */
    void tellUnknown(JsonNode object, List<String> known, String prefix, String writer) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (!known.contains(entry.getKey())) {
                warnings.accept("What " + what + " was asked holds the key '" + prefix + entry.getKey() + "'"
                        + (writer.isEmpty() ? "" : ", written by xnatpull " + writer)
                        + ", which this xnatpull (" + Version.CURRENT + ") does not know. It is not used.");
            }
        }
    }

    /** What every request says, and what has a source and no value. */
    private static List<String> missing(Set<Setting> there, JsonNode sources) {
        Set<Setting> expected = EnumSet.copyOf(ALWAYS);
        for (Filter filter : Filter.values()) {
            if (sources.has(filter.name())) {
                Setting.ofKey(filter.key()).ifPresent(expected::add);
            }
        }
        if (sources.has(Selection.PROJECT) || sources.has(Selection.DEFAULT_PROJECT)) {
            expected.add(Setting.PROJECTS);
        }
        expected.removeAll(there);
        return expected.stream().map(Setting::key).toList();
    }

    /** Tells what should say what is selected and is not there: without it more may be selected than was asked for. */
    void tellMissing(List<String> missing) {
        if (!missing.isEmpty()) {
            warnings.accept("What " + what + " was asked does not hold " + String.join(", ", missing)
                    + ". The default is taken, which may select more or less than was asked for: compare with 'xnatpull runs show',"
                    + " or begin a new run with 'xnatpull pull'.");
        }
    }

    private Fault newer(int version, String writer) {
        return Fault.fault(FaultCode.STATE_NEWER)
                .trying("read what " + what + " was asked")
                .meaning("Nothing was done, and nothing that landed is lost")
                .advice(
                        "Use that version for this run. Or begin a new one with 'xnatpull pull', which takes what landed for landed.")
                .because((writer.isEmpty() ? "a newer xnatpull" : "xnatpull " + writer) + " wrote it in form " + version
                        + ", and this xnatpull (" + Version.CURRENT + ") knows the forms up to " + VERSION);
    }

    private static Fault unreadable(String what, String why, Exception cause) {
        return Fault.fault(FaultCode.STATE_UNREADABLE)
                .trying("read what " + what + " was asked")
                .meaning("Nothing was done, and nothing that landed is lost")
                .advice("Begin a new run with 'xnatpull pull', which takes what landed for landed.")
                .cause(cause)
                .because("it is damaged: " + why);
    }

    /** What is wrong with it, in words. */
    static final class Damage extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String words;

        Damage(String words) {
            super(words);
            this.words = words;
        }

        Damage(String words, Exception cause) {
            super(words, cause);
            this.words = words;
        }
    }
}
