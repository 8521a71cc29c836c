package io.github.xnatpull.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fakes.StoredForms;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Destination;
import io.github.xnatpull.logging.Privacy;
import io.github.xnatpull.request.PullRequest;
import io.github.xnatpull.request.StoredRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The files that a run leaves below {@code .xnatpull/runs}, and the key of strict privacy, of every version. */
class RunFormsTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String RUN = "limited-20261130-074016";
    private static final Map<String, String> BINDING = new TreeMap<>(Map.of(
            "server",
            "http://127.0.0.1:18765",
            "layout",
            "xnat",
            "name-by",
            "label",
            "archives",
            "unpack",
            "projects",
            "one"));

    @TempDir
    private Path root;

    private final List<String> warnings = new ArrayList<>();

    private Destination destination() {
        return new Destination(root);
    }

    private void put(String run, String file, String text) throws IOException {
        Path folder = destination().runs().resolve(run);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(file), text);
    }

    private RunFile newest() {
        return RunFile.newest(destination(), warnings::add).orElseThrow();
    }

    private static ObjectNode json(String name) {
        return (ObjectNode) MAPPER.readTree(StoredForms.text(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-1.json", "run-2.json", "run-2b.json"})
    void whatARunWasAskedIsReadInEveryForm(String name) throws IOException {
        put(RUN, "run.json", StoredForms.text(name));
        assertThat(newest().run()).isEqualTo(RUN);
        assertThat(newest().started()).isEqualTo(Instant.parse("2026-11-30T07:40:17.471Z"));
        assertThat(newest().binding()).isEqualTo(BINDING);
        assertThat(newest().layout()).isPresent();
        PullRequest request = newest().request(warnings::add);
        assertThat(request.jobName()).isEqualTo("limited");
        assertThat(request.selection().resources()).containsExactly("SNAPSHOTS,NOTES,REPORT");
        assertThat(request.load().transfers()).isEqualTo(1);
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatARunWasAskedIsWrittenInTheNewestFormThatIsKept() {
        PullRequest request = StoredRequest.read(
                MAPPER.readTree(StoredForms.text("run-1.json")).path("request"), "run R", warnings::add);
        ObjectNode stored = StoredRequest.write(request, request.selection());
        stored.put("written_by", "0.1.0");
        StoredForms.assertUnchanged(
                "run-2b.json", RunFile.text(RUN, Instant.parse("2026-11-30T07:40:17.471Z"), BINDING, stored) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "run", "started", "binding", "request"})
    void whatARunWasAskedWithoutAnyOfItsKeysHasDefaultsOrIsRefusedInWords(String key) throws IOException {
        ObjectNode json = json("run-2.json");
        json.remove(key);
        put(RUN, "run.json", json.toString());
        assertThat(newest().run()).isEqualTo(RUN);
        if (key.equals("request")) {
            assertThatThrownBy(() -> newest().request(warnings::add))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.STATE_UNREADABLE))
                    .hasMessageContaining("run " + RUN);
        } else {
            assertThat(newest().request(warnings::add).selection().projects()).containsExactly("DEMO");
        }
        assertThat(newest().layout().isPresent()).isEqualTo(!key.equals("binding"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\": 3, \"run\": \"later\", \"started\": \"2027-01-01T00:00:00Z\"}",
                "{\"run\": \"later\", \"started\": \"today\"}",
                "[]",
                ""
            })
    void oneThatIsNewerOrDamagedIsToldAndHidesNoOther(String text) throws IOException {
        put(RUN, "run.json", StoredForms.text("run-1.json"));
        put("later", "run.json", text);
        assertThat(newest().run()).isEqualTo(RUN);
        assertThat(warnings).singleElement().asString().contains("later", "run.json");
        assertThat(RunFile.isAnyIn(destination())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"status-1.json, 1", "status-2.json, 2"})
    void howARunStandsIsReadInEveryForm(String name, int form) throws IOException {
        put(RUN, "status.json", StoredForms.text(name));
        assertThat(new RunJournal(destination().runs()).all())
                .containsExactly(new RunJournal.Entry(
                        RUN,
                        "limited",
                        "http://127.0.0.1:18765",
                        "open",
                        18011,
                        1,
                        "2026-11-30T07:40:17.434Z",
                        "2026-11-30T07:40:24.725Z",
                        "ended",
                        4,
                        4,
                        20,
                        15,
                        2736,
                        5482,
                        OptionalInt.of(8),
                        "/srv/xnat/data/reports/" + RUN,
                        form == 1 ? "" : "its limit of bytes (2 KiB)",
                        form));
    }

    @Test
    void howARunStandsIsWrittenInTheNewestFormThatIsKept() throws IOException {
        put(RUN, "status.json", StoredForms.text("status-2.json"));
        StoredForms.assertUnchanged(
                "status-2.json",
                RunJournal.text(new RunJournal(destination().runs()).all().get(0)) + "\n");
    }

    static List<String> statusKeys() {
        return json("status-2.json").propertyNames().stream().toList();
    }

    @ParameterizedTest
    @MethodSource("statusKeys")
    void howARunStandsWithoutAnyOfItsKeysOrWithAWrongOneIsStillListed(String key) throws IOException {
        ObjectNode json = json("status-2.json");
        json.remove(key);
        put(RUN, "status.json", json.toString());
        assertThat(new RunJournal(destination().runs()).all()).hasSize(1);
        json.putArray(key);
        json.put("later", 7);
        put(RUN, "status.json", json.toString());
        List<RunJournal.Entry> all = new RunJournal(destination().runs()).all();
        assertThat(all).hasSize(1);
        assertThat(Instant.parse(all.get(0).started())).isNotNull();
    }

    @Test
    void theKeyOfStrictPrivacyIsOneFileOf32Bytes() {
        assertThat(StoredForms.bytes("privacy-key-1.bin")).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 33})
    void aDamagedKeyOfStrictPrivacyIsRefusedInWords(int bytes) throws IOException {
        Path key = root.resolve(".xnatpull/privacy.key");
        Files.createDirectories(key.getParent());
        Files.write(key, new byte[bytes]);
        assertThatThrownBy(() -> Privacy.begin(true, destination()))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.STATE_UNREADABLE))
                .hasMessageContaining(bytes + " bytes where there should be 32")
                .hasMessageContaining("delete it");
    }
}
