package io.github.xnatpull.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fakes.StoredForms;
import io.github.xnatpull.fault.ExitCodes;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.request.Settings.Effective;
import io.github.xnatpull.request.Settings.Layer;
import io.github.xnatpull.request.Settings.Origin;
import io.github.xnatpull.request.Settings.Value;
import io.github.xnatpull.selection.Filter;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.support.Home;
import io.github.xnatpull.support.Version;
import io.github.xnatpull.xnat.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a run was asked, written and read again: today's form and every one there has been. */
class StoredRequestTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final SettingsReader READER =
            new SettingsReader(Path.of("/srv/xnat"), Home.at(Path.of("/home/jane")));
    private static final List<String> BASE =
            List.of("server.url=https://xnat.example.org", "select.projects=P", "destination.root=data");
    private static final List<String> FULL = FullRequest.ASSIGNMENTS;

    /** Those that say how a process behaves, or how to log in: none of a run's own. */
    private static final Set<Setting> OF_THE_PROCESS = EnumSet.of(
            Setting.VERSION,
            Setting.USER,
            Setting.PASSWORD_FILE,
            Setting.PASSWORD_COMMAND,
            Setting.RETRY_WAIT,
            Setting.GRACE,
            Setting.LOG_FILE,
            Setting.LOG_FORMAT,
            Setting.PROGRESS,
            Setting.PROGRESS_INTERVAL);

    private final List<String> warnings = new ArrayList<>();

    private static PullRequest request(List<String> assignments) {
        // As a job file says it: what flags and variables say of limits is not of the run's next attempts.
        Map<Setting, Value> lasting = new EnumMap<>(Setting.class);
        for (Effective said : READER.assignments(assignments).effective()) {
            lasting.put(said.setting(), new Value(said.value().texts(), new Origin(Layer.JOB_FILE, "job.yaml")));
        }
        return Requests.of(Settings.of(lasting));
    }

    private static PullRequest full() {
        return request(FULL);
    }

    /** With a level that a row of the list named. */
    private static Selection applied(PullRequest request) {
        Selection asked = request.selection();
        return asked.toBuilder()
                .levels(EnumSet.of(Level.SCAN, Level.SESSION, Level.ASSESSOR))
                .build();
    }

    private PullRequest read(JsonNode json) {
        return StoredRequest.read(json, "run R", warnings::add);
    }

    private PullRequest kept(String name) {
        return StoredRequest.read(StoredForms.text(name), "run R", warnings::add);
    }

    private static ObjectNode json(String name) {
        return (ObjectNode) MAPPER.readTree(StoredForms.text(name));
    }

    @Test
    void aRequestOfTheFirstFormIsReadAsItWasAsked() {
        assertThat(kept("request-1.json")).isEqualTo(full());
        assertThat(warnings).isEmpty();
    }

    @Test
    void aRequestOfTheSecondFormIsReadAsItWasAskedWithWhatItsListsAdded() {
        assertThat(kept("request-2c.json")).isEqualTo(full().with(applied(full())));
        assertThat(warnings).isEmpty();
    }

    /** Written before it said how much of what looks unchanged is compared. */
    @Test
    void aRequestWithoutShareOfComparisonsHasTheUsualOne() {
        assertThat(kept("request-2b.json")).isEqualTo(kept("request-2c.json"));
        assertThat(warnings).isEmpty();
    }

    /** Written before names of files had a source. */
    @Test
    void anOlderRequestOfTheSecondFormIsReadAsWell() {
        Map<String, String> sources = new HashMap<>(full().selection().sources());
        sources.remove(Filter.FILE.name());
        Selection older = applied(full()).toBuilder().sources(sources).build();
        assertThat(kept("request-2.json")).isEqualTo(full().with(older));
        assertThat(warnings).isEmpty();
    }

    @Test
    void theFormOfTodayIsTheNewestThatIsKept() {
        ObjectNode written = StoredRequest.write(full(), applied(full()));
        assertThat(written.path("written_by").asString()).isEqualTo(Version.CURRENT);
        written.put("written_by", "0.1.0");
        StoredForms.assertUnchanged(
                "request-2c.json", MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(written) + "\n");
    }

    /** A value that is not the default; a new kind of setting needs one. */
    private static String other(Setting setting) {
        return switch (setting.kind()) {
            case TEXT -> "something";
            case PATTERNS -> "A*";
            case WORD -> setting.words().get(setting.words().size() - 1);
            case WORDS -> String.join(",", setting.words());
            case JOB_NAME -> "other";
            case NUMBER -> setting == Setting.VERSION ? "1" : "7";
            case YES_NO -> setting.standard().equals(List.of("true")) ? "false" : "true";
            case DATE -> "2026-01-31";
            case TIME -> "06:30:15";
            case DURATION -> "1h30m";
            case SIZE -> "1.5G";
            case FAILURES -> "5%";
            case SHARE -> "7%";
            case BANDWIDTH -> "08:00,2M 19:00,off";
            case ADDRESS -> "other.example.org/xnat/";
            case PROXY -> "proxy.example.org:3128";
            case FILE -> "/elsewhere/thing";
            case LIST_FILE -> "/lists/list.csv";
            case STATE -> "/elsewhere/state";
            case LAYOUT -> "flat";
        };
    }

    /** What a setting cannot be without. */
    private static List<String> partners(Setting setting) {
        return switch (setting) {
            case FROM -> List.of("limits.until=07:00");
            case LIST_COLUMN -> List.of("select.sessions.list=/lists/list.csv");
            default -> List.of();
        };
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everySettingComesBack(Setting setting) {
        List<String> without = Stream.concat(BASE.stream(), partners(setting).stream())
                .filter(text -> setting.isList() || !text.startsWith(setting.key() + "="))
                .toList();
        List<String> with = Stream.concat(without.stream(), Stream.of(setting.key() + "=" + other(setting)))
                .toList();
        PullRequest asked = request(with);
        assertThat(asked.equals(request(setting == Setting.SERVER || setting == Setting.DESTINATION ? BASE : without)))
                .as("%s is a matter of the process only", setting.key())
                .isEqualTo(OF_THE_PROCESS.contains(setting));
        ObjectNode written = StoredRequest.write(asked, asked.selection());
        assertThat(read(written)).isEqualTo(asked);
        assertThat(StoredRequest.read(written.toString(), "run R", warnings::add))
                .isEqualTo(asked);
        assertThat(warnings).isEmpty();
    }

    @Test
    void theAddressOfAProfileIsKeptAndDoesNotCountAsSaid() {
        PullRequest asked = request(BASE);
        PullRequest ofProfile = asked.with(
                new PullRequest.Site(asked.site().address(), java.util.Map.of("server.profile", List.of("neuro"))));
        assertThat(read(StoredRequest.write(ofProfile, ofProfile.selection()))).isEqualTo(ofProfile);
    }

    @Test
    void noWayToLogInIsKeptNorTakenFromADestination() {
        assertThat(StoredRequest.write(full(), full().selection()).toString()).doesNotContain("jane", "pass xnat");
        ObjectNode planted = json("request-2c.json");
        ((ObjectNode) planted.path("settings")).put("server.password-command", "rm -rf /");
        ((ObjectNode) planted.path("settings")).put("server.password-file", "/etc/shadow");
        assertThat(read(planted).site().reach()).doesNotContainKeys("server.password-command", "server.password-file");
        assertThat(read(planted)).isEqualTo(kept("request-2c.json"));
    }

    static List<String> settingsKept() {
        return json("request-2c.json").path("settings").propertyNames().stream().toList();
    }

    @ParameterizedTest
    @MethodSource("settingsKept")
    void aSettingThatIsMissingHasItsDefault(String key) {
        ObjectNode json = json("request-2c.json");
        ((ObjectNode) json.path("settings")).remove(key);
        if (Set.of("destination.root", "limits.until").contains(key)) {
            assertRefused(json, FaultCode.STATE_UNREADABLE, "it is damaged: ", "Begin a new run with 'xnatpull pull'");
            return;
        }
        if (key.equals("server.url")) {
            assertThat(read(json).site().address()).isEqualTo(full().site().address());
            assertThat(read(json).site().reach()).doesNotContainKey(key);
            return;
        }
        PullRequest expected = request(
                FULL.stream().filter(text -> !text.startsWith(key + "=")).toList());
        Selection applied = applied(full());
        PullRequest read = read(json);
        assertThat(read.with(expected.selection())).isEqualTo(expected);
        assertThat(read.selection())
                .isEqualTo(expected.selection().toBuilder()
                        .projects(applied.projects())
                        .levels(applied.levels())
                        .assessors(applied.assessors())
                        .sources(applied.sources())
                        .build());
        if (isMissed(key)) {
            assertThat(warnings).singleElement().asString().contains("does not hold " + key + ".");
        } else {
            assertThat(warnings).isEmpty();
        }
    }

    /** What every request says of its selection, and what the sources beside the settings say that there was. */
    private static boolean isMissed(String key) {
        return Set.of("select.resources.levels", "select.fail-if-empty", "select.strict-list", "select.projects")
                        .contains(key)
                || Arrays.stream(Filter.values()).map(Filter::key).anyMatch(key::equals);
    }

    @ParameterizedTest
    @CsvSource({
        "written_by,",
        "server,",
        "lists,",
        "version, its version is missing",
        "settings, its settings are missing"
    })
    void whatIsMissingBesideTheSettingsIsDoneWithoutOrNamed(String key, String refusal) {
        ObjectNode json = json("request-2c.json");
        json.remove(key);
        if (refusal != null) {
            assertRefused(json, FaultCode.STATE_UNREADABLE, refusal);
        } else {
            assertThat(read(json)).isEqualTo(key.equals("lists") ? full() : kept("request-2c.json"));
        }
    }

    /** Every component of the first form, those of its groups too. */
    static List<String> firstForm() {
        List<String> paths = new ArrayList<>();
        for (var entry : json("request-1.json").properties()) {
            paths.add("/" + entry.getKey());
            entry.getValue().properties().forEach(inner -> paths.add("/" + entry.getKey() + "/" + inner.getKey()));
        }
        return paths;
    }

    @ParameterizedTest
    @MethodSource("firstForm")
    void theFirstFormWithoutAnyOfItsComponentsHasDefaultsOrIsRefusedInWords(String path) {
        ObjectNode json = json("request-1.json");
        int slash = path.lastIndexOf('/');
        JsonNode parent = slash == 0 ? json : json.at(path.substring(0, slash));
        ((ObjectNode) parent).remove(path.substring(slash + 1));
        if (Set.of("/selection", "/destination", "/limits/until").contains(path)) {
            assertRefused(json, FaultCode.STATE_UNREADABLE, "it is damaged: ");
        } else {
            assertThat(read(json).place().destination()).isEqualTo(Path.of("/srv/xnat/data"));
            if (path.startsWith("/selection/")) {
                assertThat(warnings)
                        .singleElement()
                        .asString()
                        .contains(path.substring(1).replace('/', '.') + ".");
            } else {
                assertThat(warnings).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("firstForm")
    void theFirstFormWithAnythingOfAWrongTypeIsRefusedInWords(String path) {
        ObjectNode json = json("request-1.json");
        int slash = path.lastIndexOf('/');
        JsonNode parent = slash == 0 ? json : json.at(path.substring(0, slash));
        ((ObjectNode) parent).putArray(path.substring(slash + 1)).addArray();
        if (Set.of("/transfer/singleFrom", "/transfer/archives", "/limits/maxBytes")
                        .contains(path)
                || Set.of("/selection/subjectList", "/selection/sessionList").contains(path)) {
            assertThat(read(json).jobName())
                    .as("not used, or a group of its own")
                    .isEqualTo("full");
        } else {
            assertRefused(json, FaultCode.STATE_UNREADABLE, "run R", "it is damaged: ");
        }
    }

    @ParameterizedTest
    @MethodSource("settingsKept")
    void aSettingOfAWrongTypeIsRefusedAndNamed(String key) {
        for (String wrong : List.of("{\"a\": 1}", "null", "[[\"x\"]]", "\" \"")) {
            ObjectNode json = json("request-2c.json");
            ((ObjectNode) json.path("settings")).set(key, MAPPER.readTree(wrong));
            assertRefused(json, FaultCode.STATE_UNREADABLE, "run R", key);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "7",
                "null",
                "{}",
                "{\"version\": \"2\"}",
                "{\"version\": 1}",
                "{\"version\": 2.5}",
                "{\"version\": 2, \"settings\": []}",
                "{\"version\": 2, \"settings\": {}}",
                "{\"version\": 2, \"lists\": [], \"settings\": {}}",
                "{\"version\": 2, \"server\": \":\", \"settings\": {}}"
            })
    void whatIsNoRequestIsRefused(String text) {
        assertThatThrownBy(() -> StoredRequest.read(text, "run R", warnings::add))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(FaultCode.STATE_UNREADABLE);
                    assertThat(fault.code().exitCode()).isEqualTo(ExitCodes.STATE);
                })
                .hasMessageStartingWith("Tried to read what run R was asked, but it is damaged: ");
    }

    @ParameterizedTest
    @CsvSource({
        "transfer.transfers, 0, transfer.transfers",
        "transfer.transfers, many, many",
        "destination.existing, adopt-me, adopt-me",
        "select.scans.include, re:(, Unclosed group",
        "destination.layout, {scan.di}, the nearest is {scan.id}",
        "select.sessions.date.from, 2027-01-01, is after",
        "report.directory, here/reports, no full path",
        "server.url, ftp://x, no http or https address"
    })
    void aValueThatCannotBeIsRefusedInItsOwnWords(String key, String value, String words) {
        ObjectNode json = json("request-2c.json");
        ((ObjectNode) json.path("settings")).put(key, value);
        assertRefused(json, FaultCode.STATE_UNREADABLE, words);
    }

    @Test
    void aNewerFormIsRefusedWithItsWriterAndWhatToDo() {
        ObjectNode json = json("request-2c.json");
        json.put("version", 3).put("written_by", "9.1.0").remove("settings");
        assertRefused(
                json,
                FaultCode.STATE_NEWER,
                "xnatpull 9.1.0 wrote it in form 3",
                "this xnatpull (" + Version.CURRENT + ") knows the forms up to 2",
                "Use that version for this run. Or begin a new one with 'xnatpull pull'");
        json.remove("written_by");
        assertRefused(json, FaultCode.STATE_NEWER, "a newer xnatpull wrote it in form 3");
    }

    @ParameterizedTest
    @CsvSource({"'', brightness", "/settings, transfer.warp", "/lists, sessions"})
    void whatThisVersionDoesNotKnowIsToldAndNotUsed(String place, String key) {
        ObjectNode json = json("request-2c.json");
        json.put("written_by", "0.9.0");
        ((ObjectNode) json.at(place)).put(key, "7");
        assertThat(read(json)).isEqualTo(full().with(applied(full())));
        assertThat(warnings).singleElement().asString().contains(key, "run R", "0.9.0", "It is not used");
    }

    private void assertRefused(JsonNode json, FaultCode code, String... words) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.code().exitCode()).isEqualTo(ExitCodes.STATE);
            assertThat(fault.getMessage()).contains(words);
        });
    }
}
