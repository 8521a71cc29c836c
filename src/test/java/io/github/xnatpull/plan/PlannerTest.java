package io.github.xnatpull.plan;

import static io.github.xnatpull.fakes.InMemoryXnat.resource;
import static io.github.xnatpull.fakes.InMemoryXnat.scan;
import static io.github.xnatpull.fakes.InMemoryXnat.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xnatpull.fakes.InMemoryLedger;
import io.github.xnatpull.fakes.InMemoryXnat;
import io.github.xnatpull.fault.Fault;
import io.github.xnatpull.fault.FaultCode;
import io.github.xnatpull.ledger.Extent;
import io.github.xnatpull.ledger.Hints;
import io.github.xnatpull.ledger.LedgerRow;
import io.github.xnatpull.ledger.Proof;
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.SelectionBuilder;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.xnat.AssessorRow;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.ResourceRow;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerTest {
    private static final SessionRow SESSION = session("P", "E1", "MR1");
    private static final ResourceRow DICOM = resource(Level.SCAN, "1", "11", "DICOM", 3, 300);

    private final InMemoryXnat xnat = new InMemoryXnat();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final List<LedgerRow> lookedFor = new ArrayList<>();
    private boolean inPlace = true;
    private boolean recheck;

    private Planner planner(SelectionBuilder selection) {
        return new Planner(
                xnat,
                ledger,
                Selector.of(selection.build()),
                recheck,
                row -> {
                    lookedFor.add(row);
                    return inPlace;
                },
                plan -> plan);
    }

    private SessionPlan plan(SelectionBuilder selection) {
        return planner(selection).plan(ListedSession.plain(SESSION));
    }

    private SessionPlan plan() {
        return plan(Selection.builder());
    }

    private void oneScanWith(ResourceRow row) {
        xnat.withScans("E1", scan("1", "T1w")).withResources("E1", row);
    }

    private static ResourceKey key(String project, String session, Level level, String part, String name) {
        InOut inOut = level == Level.ASSESSOR ? InOut.OUT : InOut.NONE;
        return new ResourceKey(project, session, level, part, inOut, name);
    }

    private LedgerRow landed(ResourceKey key, String id, String label, Status status, long count, long size) {
        return new LedgerRow(
                key,
                id,
                label,
                "old/folder",
                status,
                new Extent(3, 300, 3, OptionalLong.of(300), Proof.MD5),
                new Hints(
                        count < 0 ? OptionalLong.empty() : OptionalLong.of(count),
                        size < 0 ? OptionalLong.empty() : OptionalLong.of(size)),
                Instant.EPOCH,
                "before",
                "before",
                "receipt");
    }

    private void dicomLanded() {
        ledger.record(landed(key("P", "E1", Level.SCAN, "1", "DICOM"), "11", "DICOM", Status.LANDED, 3, 300));
    }

    @Test
    void whatNeverLandedIsFetchedAsTheServerListsIt() {
        oneScanWith(DICOM);

        PlanItem item = plan().items().get(0);

        assertThat(item.action()).isEqualTo(Action.FETCH);
        assertThat(item.key()).isEqualTo(key("P", "E1", Level.SCAN, "1", "DICOM"));
        assertThat(item.address().resourceId()).isEqualTo("11");
        assertThat(item.address().subjectId()).isEqualTo("S_E1");
        assertThat(item.scan()).isEqualTo(scan("1", "T1w"));
        assertThat(item.hints()).isEqualTo(new Hints(OptionalLong.of(3), OptionalLong.of(300)));
        assertThat(item.folder()).isEmpty();
        assertThat(lookedFor).isEmpty();
    }

    @Test
    void whatLandedWithTheSameHintsAndIsInPlaceIsUnchangedInItsFolder() {
        oneScanWith(DICOM);
        dicomLanded();

        assertThat(plan().items()).singleElement().satisfies(item -> {
            assertThat(item.action()).isEqualTo(Action.UNCHANGED);
            assertThat(item.folder()).isEqualTo("old/folder");
        });
    }

    @Test
    void filesThatAreMissingOnDiskAreChecked() {
        oneScanWith(DICOM);
        dicomLanded();
        inPlace = false;

        assertThat(plan().items()).extracting(PlanItem::action).containsExactly(Action.CHECK);
        assertThat(lookedFor).extracting(LedgerRow::receiptId).containsExactly("receipt");
    }

    @Test
    void recheckComparesWhatLandedAndFetchesWhatDidNot() {
        xnat.withScans("E1", scan("1", "T1w"), scan("2", "T2w"))
                .withResources("E1", DICOM, resource(Level.SCAN, "2", "12", "DICOM", 3, 300));
        dicomLanded();
        recheck = true;

        assertThat(plan().items()).extracting(PlanItem::action).containsExactly(Action.CHECK, Action.FETCH);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the server has no count,               11, DICOM,   -1, 300, 3,  300, LANDED",
        "the server has no size,                11, DICOM,    3,  -1, 3,  300, LANDED",
        "neither had a size,                    11, DICOM,    3,  -1, 3,   -1, LANDED",
        "neither had a count,                   11, DICOM,   -1, 300, -1, 300, LANDED",
        "the ledger knows no hints,             11, DICOM,    3, 300, -1,  -1, LANDED",
        "a file more,                           11, DICOM,    4, 300, 3,  300, LANDED",
        "a byte less,                           11, DICOM,    3, 299, 3,  300, LANDED",
        "another resource of that label,        99, DICOM,    3, 300, 3,  300, LANDED",
        "it landed without any file,            11, DICOM,    0,   0, 0,    0, EMPTY",
        "it landed in part,                     11, DICOM,    3, 300, 3,  300, INCOMPLETE",
        "a foreign file was in the way,         11, DICOM,    3, 300, 3,  300, CONFLICT"
    })
    void isChecked(
            String why, String id, String label, long count, long size, long countThen, long sizeThen, Status status) {
        oneScanWith(resource(Level.SCAN, "1", id, label, count, size));
        ledger.record(landed(key("P", "E1", Level.SCAN, "1", "DICOM"), "11", "DICOM", status, countThen, sizeThen));

        assertThat(plan().items()).extracting(PlanItem::action).as(why).containsExactly(Action.CHECK);
    }

    @Test
    void aResourceThatHasGotALabelSinceIsFetchedUnderItAndTheOldOneIsOnlyHere() {
        oneScanWith(DICOM);
        ledger.record(landed(key("P", "E1", Level.SCAN, "1", "11"), "11", "", Status.LANDED, 3, 300));

        SessionPlan plan = plan();

        assertThat(plan.items()).extracting(PlanItem::action).containsExactly(Action.FETCH);
        assertThat(plan.onlyHere()).isEqualTo(1);
    }

    @Test
    void aResourceGoesByItsIdOnlyWhileAnotherBearsItsLabelAndIsCheckedThen() {
        xnat.withScans("E1", scan("1", "T1w"))
                .withResources("E1", DICOM, resource(Level.SCAN, "1", "12", "DICOM", 3, 300));
        ledger.record(landed(key("P", "E1", Level.SCAN, "1", "11"), "11", "OTHER", Status.LANDED, 3, 300));

        SessionPlan plan = plan();

        assertThat(plan.items())
                .extracting(item -> item.key().name() + " " + item.action())
                .containsExactly("11 CHECK", "12 FETCH");
        assertThat(plan.note()).isEqualTo("2 resources share a label; their folders bear their ids");
    }

    @Test
    void whatLandedThroughAnotherProjectDoesNotCount() {
        oneScanWith(DICOM);
        ledger.record(landed(key("OTHER", "E1", Level.SCAN, "1", "DICOM"), "11", "DICOM", Status.LANDED, 3, 300));

        assertThat(plan().items()).extracting(PlanItem::action).containsExactly(Action.FETCH);
        assertThat(plan().onlyHere()).isZero();
    }

    @Test
    void excludedScansAreCountedWithAllThatTheyHave() {
        xnat.withScans("E1", scan("1", "T1w"), scan("2", "loc"), scan("3", "loc"))
                .withResources(
                        "E1",
                        DICOM,
                        resource(Level.SCAN, "1", "12", "NIFTI", 1, 1),
                        resource(Level.SCAN, "2", "21", "DICOM", 1, 1),
                        resource(Level.SCAN, "3", "31", "DICOM", 1, 1));

        SessionPlan plan = plan(Selection.builder().excludedScans(List.of("loc")));

        assertThat(plan.items()).extracting(item -> item.label()).containsExactly("DICOM", "NIFTI");
        assertThat(plan.listed()).isEqualTo(new SessionPlan.Listed(3, 4, 2));
    }

    @Test
    void rowsThatAListingRepeatsCountOnce() {
        xnat.withScans("E1", scan("1", "T1w")).withResources("E1", DICOM, DICOM);

        SessionPlan plan = plan();

        assertThat(plan.items()).hasSize(1);
        assertThat(plan.listed()).isEqualTo(new SessionPlan.Listed(1, 1, 0));
        assertThat(plan.note()).isEmpty();
    }

    @Test
    void whatIsGoneFromTheServerIsCountedAtTheLevelsThatWereLookedAt() {
        oneScanWith(DICOM);
        ledger.record(landed(key("P", "E1", Level.SCAN, "2", "DICOM"), "21", "DICOM", Status.LANDED, 1, 1));
        ledger.record(landed(key("P", "E1", Level.SESSION, "", "NOTES"), "31", "NOTES", Status.LANDED, 1, 1));

        assertThat(plan().onlyHere()).isEqualTo(1);
        assertThat(plan(Selection.builder().levels(Set.of(Level.SCAN, Level.SESSION)))
                        .onlyHere())
                .isEqualTo(2);
    }

    @Test
    void anExcludedResourceThatLandedOnceIsStillOnTheServer() {
        oneScanWith(DICOM);
        dicomLanded();

        SessionPlan plan = plan(Selection.builder().excludedResources(List.of("DICOM")));

        assertThat(plan.items()).isEmpty();
        assertThat(plan.onlyHere()).isZero();
    }

    @Test
    void onlyTheLevelsAskedForAreListed() {
        xnat.withScans("E1", scan("1", "T1w"))
                .withAssessors("E1", new AssessorRow("A1", "seg", "proc:seg", ""))
                .withResources(
                        "E1",
                        DICOM,
                        resource(Level.SESSION, "", "31", "NOTES", 1, 1),
                        resource(Level.ASSESSOR, "A1", "41", "MASK", 1, 1));

        assertThat(plan().items()).extracting(PlanItem::label).containsExactly("DICOM");
        assertThat(xnat.asked()).containsExactly("scans E1", "resources E1");
        SessionPlan all = plan(Selection.builder().levels(Set.of(Level.SCAN, Level.SESSION, Level.ASSESSOR)));
        assertThat(all.items()).extracting(PlanItem::label).containsExactly("MASK", "DICOM", "NOTES");
        PlanItem mask = all.items().get(0);
        assertThat(mask.key()).isEqualTo(key("P", "E1", Level.ASSESSOR, "A1", "MASK"));
        assertThat(List.of(mask.assessorLabel(), mask.assessorType())).containsExactly("seg", "proc:seg");
        assertThat(mask.scan()).isEqualTo(PlanItem.NO_SCAN);
    }

    @Test
    void rowsOfSubjectsAndProjectsHaveTheirOwnResources() {
        xnat.withResources("S_1", resource(Level.SUBJECT, "", "51", "CONSENT", 1, 1))
                .withResources("P", resource(Level.PROJECT, "", "61", "PROTOCOL", 1, 1));
        Planner planner = planner(Selection.builder().levels(Set.of(Level.SUBJECT, Level.PROJECT)));

        SessionPlan ofSubject =
                planner.plan(ListedSession.plain(SessionRow.ofSubject(new SubjectRow("P", "S_1", "001"))));
        SessionPlan ofProject = planner.plan(ListedSession.plain(SessionRow.ofProject("P")));

        assertThat(ofSubject.items())
                .extracting(PlanItem::key)
                .containsExactly(key("P", "S_1", Level.SUBJECT, "", "CONSENT"));
        assertThat(ofProject.items())
                .extracting(PlanItem::key)
                .containsExactly(key("P", "", Level.PROJECT, "", "PROTOCOL"));
        assertThat(ofProject.listed()).isEqualTo(new SessionPlan.Listed(0, 1, 0));
    }

    @Test
    void theOrderOfItemsDoesNotDependOnTheServers() {
        xnat.withScans("E1", scan("2", "T2w"), scan("1", "T1w"))
                .withResources(
                        "E1",
                        resource(Level.SCAN, "2", "20", "DICOM", 1, 1),
                        resource(Level.SCAN, "1", "13", "NIFTI", 1, 1),
                        DICOM);

        assertThat(plan().items())
                .extracting(item -> item.address().resourceId())
                .containsExactly("11", "13", "20");
    }

    @Test
    void listingsThatContradictEachOtherAreAskedForOnceMore() {
        xnat.withScans("E1").withScans("E1", scan("1", "T1w")).withResources("E1", DICOM);

        assertThat(plan().items()).extracting(PlanItem::label).containsExactly("DICOM");
        assertThat(xnat.asked()).containsExactly("scans E1", "resources E1", "scans E1", "resources E1");
    }

    @Test
    void aScanThatTheListingGoesOnLeavingOutFailsTheSession() {
        oneScanWith(resource(Level.SCAN, "7", "71", "DICOM", 1, 1));

        SessionPlan plan = planner(Selection.builder()).planOrTell(new ListedSession(4, SESSION, List.of(), Map.of()));

        assertThat(plan.position()).isEqualTo(4);
        assertThat(plan.items()).isEmpty();
        assertThat(plan.unlisted()).hasValueSatisfying(why -> {
            assertThat(why.status()).isEqualTo(Status.FAILED);
            assertThat(why.code()).isEqualTo(FaultCode.REPLY_UNEXPECTED);
            assertThat(why.because()).contains("leaves out scan 7");
        });
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "AUTH_FORBIDDEN",
                "SERVER_ERROR",
                "SERVER_BUSY",
                "CONNECTION_LOST",
                "LIST_NOT_JSON",
                "LIST_INCOMPLETE",
                "LIST_TOO_LARGE",
                "UNADDRESSABLE",
                "REQUEST_REFUSED"
            })
    void aSessionThatAloneCannotBeListedIsOneFailedRowWithItsReason(FaultCode code) {
        xnat.failing("E1", code, "of this reason");

        SessionPlan plan = planner(Selection.builder()).planOrTell(new ListedSession(2, SESSION, List.of(), Map.of()));

        assertThat(plan.unlisted()).contains(new SessionPlan.Unlisted(Status.FAILED, code, "of this reason"));
        assertThat(plan.note()).isEqualTo("of this reason");
        assertThat(plan.position()).isEqualTo(2);
        assertThat(plan.session()).isEqualTo(SESSION);
        assertThat(plan.listed()).isEqualTo(SessionPlan.Listed.NOTHING);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTH_REJECTED", "SERVER_AWAY", "DISK_FULL", "STOPPED", "CONFIG_INVALID", "TLS_UNTRUSTED"})
    void whatConcernsEverySessionEndsTheRun(FaultCode code) {
        xnat.failing("E1", code, "of this reason");

        assertThatThrownBy(() -> planner(Selection.builder()).planOrTell(ListedSession.plain(SESSION)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_FOUND", "GONE_SINCE_PLAN"})
    void aSessionThatIsNotThereAnyMoreIsGoneAndNotFailed(FaultCode code) {
        xnat.failing("E1", code, "no such session");

        assertThat(plan().unlisted())
                .map(why -> why.status() + " " + why.code())
                .contains("GONE GONE_SINCE_PLAN");
    }

    @Test
    void aPlanThatCannotBePlacedEndsTheRunAndOneThatIsPlacedOtherwiseComesBackSo() {
        oneScanWith(DICOM);
        Planner moving = new Planner(
                xnat,
                ledger,
                Selector.of(Selection.ofProject("P")),
                false,
                row -> true,
                plan -> plan.with(
                        plan.items().stream().map(item -> item.in("elsewhere")).toList()));
        Planner refusing =
                new Planner(xnat, ledger, Selector.of(Selection.ofProject("P")), false, row -> true, plan -> {
                    throw Fault.fault(FaultCode.NAME_COLLISION).because("two would share " + plan.position());
                });
        ListedSession listed = new ListedSession(9, SESSION, List.of(), Map.of());

        assertThat(moving.plan(listed).items()).extracting(PlanItem::folder).containsExactly("elsewhere");
        assertThatThrownBy(() -> refusing.planOrTell(listed)).hasMessageContaining("wo would share 9");
    }
}
