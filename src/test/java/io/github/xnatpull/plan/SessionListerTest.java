package io.github.xnatpull.plan;

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
import io.github.xnatpull.ledger.ResourceKey;
import io.github.xnatpull.ledger.Status;
import io.github.xnatpull.plan.SessionLister.Refused;
import io.github.xnatpull.plan.SessionLister.SessionList;
import io.github.xnatpull.selection.Selection;
import io.github.xnatpull.selection.Selection.ListSource;
import io.github.xnatpull.selection.SelectionBuilder;
import io.github.xnatpull.selection.Selector;
import io.github.xnatpull.selection.SessionLists;
import io.github.xnatpull.selection.UnmatchedName;
import io.github.xnatpull.xnat.InOut;
import io.github.xnatpull.xnat.Level;
import io.github.xnatpull.xnat.SessionRow;
import io.github.xnatpull.xnat.SubjectRow;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionListerTest {
    private static final Map<String, String> ONLY_A_DEFAULT =
            Map.of(Selection.DEFAULT_PROJECT, "project of profile 'lab'");

    private final InMemoryXnat xnat = new InMemoryXnat();
    private final InMemoryLedger ledger = new InMemoryLedger();

    private SessionList list(SelectionBuilder builder) {
        return list(builder, "");
    }

    /** With a list of sessions. */
    private SessionList list(SelectionBuilder builder, String csv) {
        Selection written = builder.build();
        SessionLists lists =
                SessionLists.read(written, place -> new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
        Selection selection = lists.applied(written);
        return new SessionLister(xnat, ledger, selection, Selector.of(selection), lists).list();
    }

    private static SelectionBuilder ofProjects(String... projects) {
        return Selection.builder().projects(projects);
    }

    private static SelectionBuilder ofList() {
        return Selection.builder().sessionList(Optional.of(new ListSource("wanted.csv", Optional.empty())));
    }

    private static List<String> ids(SessionList list) {
        return list.sessions().stream()
                .map(one -> one.session().project() + "/" + one.session().ownId())
                .toList();
    }

    private static SessionRow shared(String project, String id, String label, String owner) {
        SessionRow row = session(project, id, label);
        return new SessionRow(
                project, id, label, row.subjectId(), row.subjectLabel(), owner, row.xsiType(), row.date(), "", "");
    }

    private void landed(String project, String session) {
        ResourceKey key = new ResourceKey(project, session, Level.SCAN, "1", InOut.NONE, "DICOM");
        ledger.record(new LedgerRow(
                key,
                "1",
                "DICOM",
                "there",
                Status.LANDED,
                Extent.NOTHING,
                Hints.NONE,
                Instant.EPOCH,
                "before",
                "before",
                ""));
    }

    private static void assertCode(Throwable thrown, FaultCode code) {
        assertThat(thrown).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code())
                .isEqualTo(code));
    }

    @Test
    void sessionsComeInOrderOfAccessionIdWhateverProjectTheyAreOf() {
        xnat.project("A", session("A", "E3", "z"), session("A", "E1", "y")).project("B", session("B", "E2", "a"));

        SessionList list = list(ofProjects("A", "B"));

        assertThat(ids(list)).containsExactly("A/E1", "B/E2", "A/E3");
        assertThat(list.count()).isEqualTo(3);
        assertThat(list.sessions()).allSatisfy(one -> assertThat(one.rows()).isEmpty());
    }

    @Test
    void aRowThatTheServerRepeatsCountsOnce() {
        xnat.project("A", session("A", "E1", "y"), session("A", "E2", "x"), session("A", "E1", "y"));

        assertThat(ids(list(ofProjects("A")))).containsExactly("A/E1", "A/E2");
    }

    @Test
    void aProjectThatIsNamedTwiceOrByAPatternTooIsListedOnce() {
        xnat.project("AB", session("AB", "E1", "y")).project("B", session("B", "E2", "y"));

        assertThat(ids(list(ofProjects("AB", "A*", "AB")))).containsExactly("AB/E1");
        assertThat(xnat.asked()).containsExactly("projects", "sessions AB", "sessions beyond AB");
    }

    @Test
    void aSessionThatIsSharedIntoASecondProjectIsListedOncePerProjectUnderItsLabelThere() {
        xnat.project("A", session("A", "E1", "mine"))
                .project("B", shared("B", "E1", "theirs", "A"), shared("B", "E1", "theirs", "A"));

        SessionList list = list(ofProjects("B", "A"));

        assertThat(ids(list)).containsExactly("A/E1", "B/E1");
        assertThat(list.sessions()).extracting(one -> one.session().label()).containsExactly("mine", "theirs");
    }

    @Test
    void aNamedProjectThatMayNotBeReadIsMissedAndTheOthersCome() {
        xnat.project("A", session("A", "E1", "y"))
                .project("B")
                .failing("B", FaultCode.AUTH_FORBIDDEN, "the server denies it");

        SessionList list = list(ofProjects("B", "A"));

        assertThat(ids(list)).containsExactly("A/E1");
        assertThat(list.refused())
                .extracting(Refused::project, Refused::isMissed)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("B", true));
        assertThat(list.unmatched()).singleElement().satisfies(missing -> {
            assertThat(missing.isProject()).isTrue();
            assertThat(missing.value()).isEqualTo("B");
            assertThat(missing.reason()).isEqualTo("the server denies it");
        });
    }

    @Test
    void aProjectThatOnlyAPatternMeansIsMissedOnlyIfSomethingOfItHasLanded() {
        xnat.project("A1", session("A1", "E1", "y"))
                .project("A2")
                .failing("A2", FaultCode.AUTH_FORBIDDEN, "the server denies it");

        SessionList first = list(ofProjects("A*"));
        landed("A2", "E9");
        SessionList later = list(ofProjects("A*"));

        assertThat(first.refused()).extracting(Refused::isMissed).containsExactly(false);
        assertThat(first.unmatched()).isEmpty();
        assertThat(later.refused()).extracting(Refused::isMissed).containsExactly(true);
        assertThat(later.unmatched()).extracting(UnmatchedName::value).containsExactly("A2");
        assertThat(later.onlyHere()).as("nothing is known of it").isZero();
    }

    @Test
    void whereNoProjectMayBeReadTheServersWordEndsTheRun() {
        xnat.project("A").failing("A", FaultCode.AUTH_FORBIDDEN, "the server denies it");
        xnat.project("B").failing("B", FaultCode.AUTH_FORBIDDEN, "the server denies it");

        assertThatThrownBy(() -> list(ofProjects("A", "B")))
                .satisfies(thrown -> assertCode(thrown, FaultCode.AUTH_FORBIDDEN));
    }

    @Test
    void aServerThatAnswersWithAnErrorIsNoRefusal() {
        xnat.project("A", session("A", "E1", "y")).project("B").failing("B", FaultCode.SERVER_ERROR, "status 500");

        assertThatThrownBy(() -> list(ofProjects("A", "B")))
                .satisfies(thrown -> assertCode(thrown, FaultCode.SERVER_ERROR));
    }

    @Test
    void aNamedProjectThatIsNotThereIsAMistakeEvenAmongOthers() {
        xnat.project("A", session("A", "E1", "y"));

        assertThatThrownBy(() -> list(ofProjects("A", "TYPO")))
                .satisfies(thrown -> assertCode(thrown, FaultCode.NOT_FOUND));
    }

    @Test
    void excludedProjectsAreNotAskedForTheirSessions() {
        xnat.project("A1", session("A1", "E1", "y")).project("A2", session("A2", "E2", "y"));

        SessionList list = list(ofProjects("A*").excludedProjects(List.of("A2", "A3")));

        assertThat(ids(list)).containsExactly("A1/E1");
        assertThat(xnat.asked()).doesNotContain("sessions A2");
        assertThat(list.names().warnings())
                .containsExactly("--exclude-project 'A3' excludes nothing; projects selected: A1, A2");
    }

    @Test
    void theLimitTakesTheFirstSessionsAndNoneOfTheRowsAboveThem() {
        xnat.project("A", session("A", "E1", "y"), session("A", "E2", "y"), session("A", "E3", "y"))
                .withSubjects("A", new SubjectRow("A", "S_E3", "3"));

        SessionList list =
                list(ofProjects("A").limit(OptionalInt.of(2)).levels(Set.of(Level.SCAN, Level.SUBJECT, Level.PROJECT)));

        assertThat(ids(list)).containsExactly("A/A", "A/S_E3", "A/E1", "A/E2");
        assertThat(list.count()).isEqualTo(2);
        assertThat(list.names().notLooked()).isEqualTo(1);
    }

    @Test
    void whatLandedOfSessionsThatAreNotListedAnyMoreIsCounted() {
        xnat.project("A", session("A", "E1", "y"), session("A", "E2", "x"));
        landed("A", "E1");
        landed("A", "E2");
        landed("A", "E8");
        landed("OTHER", "E9");

        SessionList list = list(ofProjects("A").sessions(List.of("x")));

        assertThat(ids(list)).containsExactly("A/E2");
        assertThat(list.onlyHere())
                .as("a session that is not selected is still there")
                .isEqualTo(1);
    }

    @Test
    void aListTakesTheSessionsThatItNamesAndCarriesItsColumns() {
        xnat.project("A", session("A", "E1", "one"), session("A", "E2", "two"), session("A", "E3", "three"));

        SessionList list = list(ofList().projects("A"), "session_id,arm\nthree,control\nE1,treated\nE7,lost\n");

        assertThat(ids(list)).containsExactly("A/E1", "A/E3");
        assertThat(list.listColumns()).containsExactly("arm");
        assertThat(list.sessions())
                .extracting(ListedSession::extras)
                .containsExactly(Map.of("arm", "treated"), Map.of("arm", "control"));
        assertThat(list.unmatched()).extracting(UnmatchedName::value).containsExactly("E7");
    }

    @Test
    void aListWithoutAnyProjectFindsItsSessionsByAccessionIdOnTheWholeServer() {
        xnat.project("A", session("A", "E1", "one"), session("A", "E2", "two"))
                .project("B", session("B", "E3", "three"));

        SessionList list = list(ofList(), "session_id\nE3\nE1\n");

        assertThat(ids(list)).containsExactly("A/E1", "B/E3");
        assertThat(xnat.asked()).doesNotContain("projects");
    }

    @Test
    void theProjectsOfAListAreThoseThatItsRowsName() {
        xnat.project("A", session("A", "E1", "one")).project("B", session("B", "E2", "one"));

        SessionList list = list(ofList(), "project,session_label\nB,one\n");

        assertThat(ids(list)).containsExactly("B/E2");
        assertThat(xnat.asked()).doesNotContain("sessions A");
    }

    @Test
    void anAccessionIdOutsideTheDefaultProjectIsFoundOnTheWholeServer() {
        xnat.project("LAB", session("LAB", "E1", "one")).project("B", session("B", "E2", "two"));

        SessionList list = list(ofProjects("LAB").sources(ONLY_A_DEFAULT).sessions(List.of("E2", "one")));

        assertThat(ids(list)).containsExactly("LAB/E1", "B/E2");
        assertThat(list.unmatched()).isEmpty();
    }

    @Test
    void whatBearsTheNameInTheDefaultProjectGoesBeforeAnAccessionIdElsewhere() {
        xnat.project("LAB", session("LAB", "E1", "E2")).project("B", session("B", "E2", "two"));

        assertThat(ids(list(ofProjects("LAB").sources(ONLY_A_DEFAULT).sessions(List.of("E2")))))
                .containsExactly("LAB/E1");
    }

    @Test
    void anAccessionIdOutsideAProjectThatTheUserNamedIsNotFound() {
        xnat.project("LAB", session("LAB", "E1", "one")).project("B", session("B", "E2", "two"));

        SessionList list = list(ofProjects("LAB").sessions(List.of("E2", "one")));

        assertThat(ids(list)).containsExactly("LAB/E1");
        assertThat(list.unmatched()).extracting(UnmatchedName::value).containsExactly("E2");
    }

    @Test
    void withoutAProjectSessionsAreNamedByAccessionIdAndOneThatIsNotThereEndsTheRun() {
        xnat.project("A", session("A", "E1", "one")).project("B", session("B", "E2", "two"));

        assertThat(ids(list(Selection.builder().sessions(List.of("E2, E1", "E2")))))
                .containsExactly("A/E1", "B/E2");
        assertThatThrownBy(() -> list(Selection.builder().sessions(List.of("E1,E9"))))
                .satisfies(thrown -> assertCode(thrown, FaultCode.NOT_FOUND))
                .hasMessageContaining("find the session E9");
    }

    @Test
    void sessionsOfTypesThatAreNotSetUpComeToo() {
        xnat.project("P", session("P", "E2", "two"));
        xnat.hiding(session("P", "E1", "one"), session("P", "E2", "two"), session("OTHER", "E9", "far"));
        SessionList list = list(ofProjects("P"));
        assertThat(ids(list)).containsExactly("P/E1", "P/E2");
        assertThat(list.names().warnings()).isEmpty();
    }

    @Test
    void whatLandedOfThemIsNotOnlyHere() {
        xnat.project("P", session("P", "E2", "two"));
        landed("P", "E1");
        assertThat(list(ofProjects("P")).onlyHere()).isEqualTo(1);
        xnat.hiding(session("P", "E1", "one"));
        assertThat(list(ofProjects("P")).onlyHere()).isZero();
    }

    @Test
    void withManyProjectsTheyAreAskedForOnce() {
        String[] projects = new String[21];
        for (int i = 0; i < projects.length; i++) {
            projects[i] = "P" + i;
            xnat.project(projects[i], session(projects[i], "E" + i, "label" + i));
        }
        xnat.hiding(session("P20", "X", "hidden"));
        assertThat(ids(list(ofProjects(projects)))).contains("P20/X").hasSize(22);
        assertThat(xnat.asked())
                .filteredOn(asked -> asked.startsWith("sessions beyond"))
                .containsExactly("sessions beyond projects");
    }

    @Test
    void whereTheyCannotBeAskedForTheOthersComeWithAWarning() {
        xnat.project("P", session("P", "E2", "two"));
        xnat.withoutSessionsBeyond(FaultCode.SERVER_ERROR, "the server answered 500");
        SessionList list = list(ofProjects("P"));
        assertThat(ids(list)).containsExactly("P/E2");
        assertThat(list.names().warnings()).singleElement().asString().contains("in project P", "answered 500");
    }

    @Test
    void aStopEndsTheListing() {
        xnat.project("P", session("P", "E2", "two"));
        xnat.withoutSessionsBeyond(FaultCode.STOPPED, "it was asked to stop");
        assertThatThrownBy(() -> list(ofProjects("P"))).isInstanceOf(Fault.class);
    }

    @Test
    void oneThatIsNamedByItsIdIsLookedUpInProjectsThatAreGiven() {
        xnat.project("P", session("P", "E2", "two"));
        xnat.hidingFromListings(session("P", "E1", "one"), session("OTHER", "E9", "far"));
        assertThat(ids(list(ofProjects("P").sessions(List.of("E1"))))).containsExactly("P/E1");
        SessionList other = list(ofProjects("P").sessions(List.of("E2", "E9")));
        assertThat(ids(other)).containsExactly("P/E2");
        assertThat(other.unmatched()).extracting(UnmatchedName::value).containsExactly("E9");
    }

    @Test
    void aRowOfAListThatIsElsewhereAsksNothingOfTheProjectThere() {
        xnat.project("P", session("P", "E2", "two"));
        xnat.hidingFromListings(session("P", "E1", "one"), session("SECRET", "E9", "far"));
        xnat.failing("SECRET", FaultCode.AUTH_FORBIDDEN, "it may not be read");
        SessionList list = list(ofList().projects("P"), "session_id\nE1\nE2\nE9\n");
        assertThat(ids(list)).containsExactly("P/E1", "P/E2");
        assertThat(list.unmatched()).extracting(UnmatchedName::value).containsExactly("E9");
    }
}
