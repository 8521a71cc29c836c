package io.github.xnatpull.plan;

import static io.github.xnatpull.plan.PlanSamples.NAMES;
import static io.github.xnatpull.plan.PlanSamples.NOW;
import static io.github.xnatpull.plan.PlanSamples.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What every store of runs does. */
public abstract class RunsContract {
    protected abstract StatePorts state();

    private Runs runs() {
        return state().runs();
    }

    private List<RunRecords.Attempt> attempts(String run) {
        return state().records().facts(run).attempts();
    }

    @Test
    void aNewStateHasNoRunAndIsBoundToNothing() {
        assertThat(runs().all()).isEmpty();
        assertThat(runs().find("r")).isEmpty();
        assertThat(runs().binding()).isEmpty();
    }

    @Test
    void whatARunBeginsWithComesBackAlsoAfterItWasClosed() {
        RunInfo begun = RunInfo.begun(
                "r",
                "Jöb",
                new RunInfo.Server("https://xnat.example.org/a'b?c=:d", ""),
                "{\"a\": \"" + "日".repeat(100_000) + "\"}",
                Path.of("reports/ä b"),
                NOW);
        runs().begin(begun);
        assertThat(runs().find("r")).contains(begun);
        state().reopen();

        assertThat(runs().find("r")).contains(begun);
        assertThat(runs().all()).containsExactly(begun);
    }

    @Test
    void runsAreInTheOrderInWhichTheyBegan() {
        List<String> names = NAMES.stream().filter(name -> name.length() <= 200).toList();
        names.forEach(name -> runs().begin(run(name)));
        state().reopen();

        assertThat(runs().all()).extracting(RunInfo::run).containsExactlyElementsOf(names);
        for (String name : names) {
            assertThat(runs().find(name)).get().extracting(RunInfo::run).isEqualTo(name);
        }
        assertThat(runs().find("a   ")).isEmpty();
    }

    @Test
    void twoRunsOfOneNameCannotBe() {
        runs().begin(run("r"));

        assertThatThrownBy(() -> runs().begin(run("r"))).isInstanceOf(RuntimeException.class);
        assertThat(runs().all()).hasSize(1);
    }

    @Test
    void onlyAnOpenRunIsSuperseded() {
        runs().begin(run("first"));
        runs().begin(run("second"));
        runs().begin(run("third"));
        int attempt = runs().attemptStarts("second", NOW, NOW);
        runs().attemptEnds("second", attempt, NOW, 0, "done", RunInfo.State.COMPLETED);
        runs().supersede("first", "third");
        runs().supersede("first", "fourth");
        runs().supersede("second", "third");
        runs().supersede("unknown", "third");
        state().reopen();

        assertThat(runs().all())
                .extracting(
                        run -> run.run() + " " + run.state() + " " + run.stage().successor())
                .containsExactly("first SUPERSEDED third", "second COMPLETED ", "third OPEN ");
    }

    @Test
    void anAttemptEndsOnlyItsOwnRun() {
        runs().begin(run("r"));
        runs().begin(run("other"));
        assertThat(runs().attemptStarts("other", NOW, NOW)).isEqualTo(1);
        assertThat(runs().attemptStarts("r", NOW, NOW)).isEqualTo(1);
        runs().attemptEnds("r", 1, NOW.plusMillis(1500), 3, "x".repeat(500), RunInfo.State.OPEN);
        state().reopen();

        assertThat(runs().find("r").orElseThrow().stage())
                .isEqualTo(new RunInfo.Stage(
                        RunInfo.State.OPEN, Optional.of(NOW.plusMillis(1500)), OptionalInt.of(3), ""));
        assertThat(attempts("r")).singleElement().satisfies(attempt -> {
            assertThat(attempt.startedAt()).isEqualTo(NOW);
            assertThat(attempt.endedAt()).contains(NOW.plusMillis(1500));
            assertThat(attempt.end()).hasSize(200).endsWith("…");
        });
        assertThat(attempts("other")).containsExactly(new RunRecords.Attempt(NOW, Optional.empty(), ""));
        assertThat(runs().find("other").orElseThrow().stage().endedAt()).isEmpty();
    }

    @Test
    void anAttemptThatDidNotEndWasKilledWhenTheNextOneStarts() {
        runs().begin(run("r"));
        Instant lastSign = NOW.plusSeconds(20);
        assertThat(runs().attemptStarts("r", NOW, NOW)).isEqualTo(1);
        assertThat(runs().attemptStarts("r", NOW.plusSeconds(60), lastSign)).isEqualTo(2);
        runs().attemptEnds("r", 2, NOW.plusSeconds(90), 130, "stopped", RunInfo.State.OPEN);
        assertThat(runs().attemptStarts("r", NOW.plusSeconds(99), NOW.plusSeconds(98)))
                .isEqualTo(3);
        state().reopen();

        assertThat(attempts("r"))
                .containsExactly(
                        new RunRecords.Attempt(NOW, Optional.of(lastSign), "killed"),
                        new RunRecords.Attempt(NOW.plusSeconds(60), Optional.of(NOW.plusSeconds(90)), "stopped"),
                        new RunRecords.Attempt(NOW.plusSeconds(99), Optional.empty(), ""));
        assertThat(runs().find("r").orElseThrow().stage().endedAt()).isEmpty();
        assertThat(runs().find("r").orElseThrow().stage().exitCode()).isEmpty();
    }

    @Test
    void thePlaceOfReportsCanBeChanged() {
        runs().begin(run("r"));
        runs().begin(run("other"));
        runs().reportsAt("r", Path.of("elsewhere/日本 '?"));
        state().reopen();

        assertThat(runs().all())
                .extracting(RunInfo::reports)
                .containsExactly(Path.of("elsewhere/日本 '?"), Path.of("reports"));
    }

    @Test
    void aRunIsForgottenWithItsAttempts() {
        runs().begin(run("r"));
        runs().begin(run("other"));
        runs().attemptStarts("r", NOW, NOW);
        runs().attemptStarts("other", NOW, NOW);
        runs().forget("r");
        runs().begin(run("r"));
        state().reopen();

        assertThat(runs().all()).extracting(RunInfo::run).containsExactly("other", "r");
        assertThat(attempts("r")).isEmpty();
        assertThat(attempts("other")).hasSize(1);
    }

    @Test
    void aRunThatIsNotThereCannotBeChanged() {
        assertThatThrownBy(() -> runs().attemptStarts("r", NOW, NOW)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> runs().reportsAt("r", Path.of("x"))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> runs().forget("r")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aBindingReplacesTheOneBefore() {
        runs().bind(Map.of("server", "https://a", "layout", "xnat", "archive", ""));
        Map<String, String> binding = new LinkedHashMap<>();
        binding.put("server", "https://b'c?:d");
        binding.put("Server", "日".repeat(1000));
        runs().bind(binding);
        state().reopen();

        assertThat(runs().binding()).isEqualTo(binding);
        assertThat(runs().binding().keySet()).containsExactly("Server", "server");
        runs().bind(Map.of());
        assertThat(runs().binding()).isEmpty();
    }
}
