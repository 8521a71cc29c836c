package io.github.xnatpull.plan;

import static io.github.xnatpull.plan.PlanSamples.list;
import static io.github.xnatpull.plan.PlanSamples.planned;
import static io.github.xnatpull.plan.PlanSamples.run;
import static io.github.xnatpull.plan.PlanSamples.session;
import static io.github.xnatpull.plan.PlanSamples.unlisted;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.SessionLister.Names;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.selection.FileNames.Learnt;
import io.github.xnatpull.selection.Filter;
import io.github.xnatpull.selection.NameMatches;
import io.github.xnatpull.selection.RequestedName;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.selection.UnmatchedNames.ListedFiles;
import io.github.xnatpull.xnat.SessionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of plans does with the names that the user gave. */
public abstract class PlanNamesContract {
    private static final String ROW = "sessions:3";

    protected abstract StatePorts state();

    private PlanStore plan() {
        return state().plan();
    }

    private static RequestedName flag(Filter filter, String value) {
        return new RequestedName(filter.mark(value), "", filter.noun(), "--" + filter.noun(), "", 0, value, "", "");
    }

    private static RequestedName row(String mark, String value) {
        return new RequestedName(mark, "", "session", "list.csv:3", "list.csv", 3, value, "P", value);
    }

    private static UnmatchedName certain(String value) {
        return new UnmatchedName("session", "--session", "", 0, value, "P", "", "no such id or label");
    }

    private void begin(int sessions, List<UnmatchedName> unmatched, List<RequestedName> open, long notLooked) {
        state().runs().begin(run("r"));
        SessionList plain = list(PlanSamples.sessions(sessions));
        state().inTransaction(() -> plan().storeSessions(
                        "r",
                        new SessionList(
                                plain.sessions(),
                                0,
                                List.of(),
                                List.of(),
                                new Names(unmatched, open, List.of(), List.of(), notLooked),
                                List.of())));
    }

    private static SessionPlan answering(long position, NameMatches answers) {
        SessionRow session = session("E" + position);
        return new SessionPlan(
                position,
                session,
                List.of(),
                new SessionPlan.Listed(1, 0, 0),
                0,
                "",
                Set.of(),
                Optional.empty(),
                answers);
    }

    private void add(SessionPlan... plans) {
        state().inTransaction(() -> plan().add("r", List.of(plans)));
    }

    private void freeze() {
        state().inTransaction(() -> plan().freeze("r", 4));
    }

    private List<String> told() {
        return plan().unmatched("r").stream().map(UnmatchedName::text).toList();
    }

    @Test
    void aRunForWhichNobodyGaveNamesHasNone() {
        begin(1, List.of(), List.of(), 0);
        add(planned(1, session("E1"), 1));
        freeze();

        assertThat(plan().unmatchedRows("r")).isZero();
        assertThat(plan().unmatched("r")).isEmpty();
        assertThat(plan().openFiles("r")).isEmpty();
        assertThat(plan().idleExclusions("r")).isEmpty();
        assertThat(plan().blankValues("r")).isEmpty();
    }

    @Test
    void namesWithoutAnAnswerComeBackInOrderWithAllThatIsKnownOfThem() {
        UnmatchedName odd = new UnmatchedName(
                "scan type", "list 'ü'.csv:7", "list 'ü'.csv", 7, "日 本 ", "p ", "MR?:x", "session MR1 has no scan 9");
        List<UnmatchedName> names = List.of(certain("b"), odd, certain("a"), certain("b"));
        begin(1, names, List.of(), 0);
        state().reopen();

        assertThat(plan().unmatched("r")).containsExactlyElementsOf(names);
        assertThat(plan().unmatchedRows("r")).isEqualTo(4);
        List<String> rows = new ArrayList<>();
        state().records().unmatched("r", row -> rows.add(row.asUnmatched().text()));
        assertThat(rows).isEqualTo(told());
    }

    @Test
    void longNamesAreCut() {
        String endless = "é".repeat(5000);
        begin(
                1,
                List.of(new UnmatchedName("scan", endless, endless, 1, endless, endless, endless, endless)),
                List.of(flag(Filter.FILE, endless)),
                0);
        freeze();
        plan().learn("r", new Learnt(Set.of(), Set.of(endless)));

        assertThat(plan().unmatched("r")).singleElement().satisfies(name -> assertThat(List.of(
                        name.source(), name.list(), name.value(), name.project(), name.session(), name.reason()))
                .allSatisfy(text -> assertThat(text).hasSize(4000).endsWith("é…")));
        plan().learn("r", new Learnt(Set.of(Filter.FILE.mark(endless)), Set.of(endless)));
        assertThat(plan().openFiles("r")).isEmpty();
    }

    @Test
    void openNamesAreToldOnlyOnceEverySessionWasLookedAt() {
        begin(2, List.of(), List.of(flag(Filter.SCAN, "9"), flag(Filter.SCAN, "1")), 0);
        NameMatches answers = new NameMatches();
        answers.answered().add(Filter.SCAN.mark("1"));
        answers.seen().put(Filter.SCAN, Set.of("1", "8 ", "ü"));
        add(answering(1, new NameMatches()), answering(2, answers));

        assertThat(plan().unmatchedRows("r")).isZero();
        assertThat(plan().unmatched("r")).isEmpty();
        freeze();
        state().reopen();
        assertThat(told()).singleElement().asString().startsWith("--scan: '9': none of the 2 sessions has scan 9");
        assertThat(plan().unmatchedRows("r")).isEqualTo(1);
    }

    @Test
    void whatIsSeenInOneSessionIsSuggestedByItsName() {
        begin(1, List.of(), List.of(flag(Filter.SCAN_TYPE, "T1x"), flag(Filter.EXCLUDED_SCAN, "boldd")), 2);
        NameMatches answers = new NameMatches();
        answers.seen().put(Filter.SCAN_TYPE, Set.of("T1w", "日本"));
        answers.seen().put(Filter.EXCLUDED_SCAN, Set.of("bold", "t2 "));
        add(answering(1, answers));
        freeze();
        state().reopen();

        assertThat(told())
                .singleElement()
                .asString()
                .contains("session MR-E1 has no scan type T1x; nearest seen 'T1w'")
                .contains("not looked at: 2 sessions");
        assertThat(plan().idleExclusions("r"))
                .containsExactly("--scan 'boldd' leaves out nothing; nearest seen 'bold'; seen: 'bold', 't2 '");
    }

    @Test
    void aNameThatAFilterNeverSawIsNotTold() {
        begin(1, List.of(), List.of(flag(Filter.RESOURCE, "DICOM")), 0);
        NameMatches answers = new NameMatches();
        answers.passedOver().put(Filter.RESOURCE, Set.of("DICOM"));
        add(answering(1, answers));
        freeze();

        assertThat(plan().unmatched("r")).isEmpty();
    }

    @Test
    void theFirstReasonWhyARowHasNoAnswerStaysAndAnAnswerEndsIt() {
        begin(3, List.of(), List.of(row(ROW, "MR1"), row("sessions:4", "MR2"), row("sessions:5", "MR3")), 0);
        NameMatches first = new NameMatches();
        first.misses().put(ROW, "session MR1 has no scan 9");
        first.misses().put("sessions:4", "nothing");
        NameMatches second = new NameMatches();
        second.misses().put(ROW, "another reason");
        second.answered().add("sessions:4");
        add(answering(1, first));
        state().reopen();
        add(answering(2, second), unlisted(3, session("E3"), Status.FAILED, FaultCode.STALLED));
        freeze();

        assertThat(plan().unmatched("r"))
                .extracting(UnmatchedName::value, UnmatchedName::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("MR1", "session MR1 has no scan 9"),
                        org.assertj.core.groups.Tuple.tuple("MR3", "its session could not be looked at"));
    }

    @Test
    void blankValuesAddUpOverBlocks() {
        begin(3, List.of(), List.of(), 4);
        NameMatches one = new NameMatches();
        one.blank().putAll(Map.of("quality", 2L, "type", 1L));
        NameMatches two = new NameMatches();
        two.blank().putAll(Map.of("quality", 3L));
        add(answering(1, one), answering(2, two));
        state().reopen();
        add(answering(3, two));
        plan().filesListed("r", new ListedFiles(7, 1));

        assertThat(plan().blankValues("r")).isEqualTo(Map.of("quality", 8L, "type", 1L));
        assertThat(state().records().blankValues("r")).isEqualTo(Map.of("quality", 8L, "type", 1L));
        assertThat(plan().blankValues("r").keySet()).containsExactly("quality", "type");
    }

    @Test
    void namesOfFilesAreOpenUntilAListingShowsThem() {
        begin(1, List.of(), List.of(flag(Filter.FILE, "a.dcm"), flag(Filter.FILE, "A.dcm"), flag(Filter.SCAN, "1")), 0);
        assertThat(plan().openFiles("r")).isEmpty();
        freeze();
        assertThat(plan().openFiles("r")).extracting(RequestedName::value).containsExactly("a.dcm", "A.dcm");
        assertThat(plan().openFiles("r").get(0)).isEqualTo(flag(Filter.FILE, "a.dcm"));
        plan().learn("r", new Learnt(Set.of(Filter.FILE.mark("a.dcm")), Set.of("a.dcm", "b.dcm", "b.dcm ")));
        plan().learn("r", new Learnt(Set.of(Filter.FILE.mark("a.dcm")), Set.of("a.dcm", "ü")));
        state().reopen();

        assertThat(plan().openFiles("r")).extracting(RequestedName::value).containsExactly("A.dcm");
        assertThat(told()).as("before files were listed").isEmpty();
        plan().filesListed("r", new ListedFiles(3, 0));
        plan().filesListed("r", new ListedFiles(4, 2));
        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("--file: 'A.dcm': none of the 4 resources has file A.dcm; nearest seen 'a.dcm'")
                .endsWith("2 resources could not be looked into");
    }

    @Test
    void ofManyNamesSomeAreRemembered() {
        begin(2, List.of(), List.of(flag(Filter.SCAN, "9x")), 0);
        NameMatches many = new NameMatches();
        many.seen()
                .put(
                        Filter.SCAN,
                        IntStream.range(0, 2000)
                                .mapToObj(number -> "s" + number)
                                .collect(Collectors.toSet()));
        add(answering(1, many));
        state().reopen();
        add(answering(2, many));
        freeze();

        assertThat(plan().unmatchedRows("r")).isEqualTo(1);
    }

    @Test
    void namesOfOneRunAreNotThoseOfAnother() {
        begin(1, List.of(certain("a")), List.of(flag(Filter.FILE, "a.dcm")), 3);
        freeze();
        state().runs().begin(run("other"));
        plan().storeSessions("other", list());
        plan().freeze("other", 4);

        assertThat(plan().unmatchedRows("other")).isZero();
        assertThat(plan().openFiles("other")).isEmpty();
        plan().forget("r");
        assertThat(plan().unmatched("r")).isEmpty();
        assertThat(plan().openFiles("r")).isEmpty();
    }
}
